-- Extensions in public, with tables that depend on them.
CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION pg_trgm SCHEMA public;
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION "uuid-ossp" SCHEMA public;
CREATE EXTENSION postgis SCHEMA public;
SET search_path = public;
CREATE TABLE places (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), name citext UNIQUE, tags hstore, spot geometry(Point, 4326),
  area geography(Polygon), CHECK (tags ? 'kind'));
INSERT INTO places (name, tags, spot)
  SELECT 'Place ' || i, hstore('kind', 'k' || i), ST_SetSRID(ST_MakePoint(i % 180, i % 90), 4326) FROM generate_series(1, 500) i;
CREATE INDEX places_spot ON places USING gist (spot);
CREATE INDEX places_name ON places USING gin ((name::text) gin_trgm_ops);
CREATE INDEX places_tags ON places USING gin (tags);
CREATE VIEW near AS SELECT name, ST_AsText(spot) AS t, similarity(name::text, 'Place 7') AS s FROM places WHERE tags -> 'kind' = 'k7' AND spot && ST_MakeEnvelope(0, 0, 90, 90, 4326);
