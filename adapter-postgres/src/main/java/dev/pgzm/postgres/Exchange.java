package dev.pgzm.postgres;

/**
 * Which schemas change their names.
 *
 * @param live the name that both have in turn
 * @param outgoing what the schema that is live before is called afterwards
 * @param incoming what the schema that is live afterwards is called before
 */
record Exchange(String live, String outgoing, String incoming) {}
