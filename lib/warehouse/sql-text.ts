/** SQL text literal, for words and paths of ours. Values from outside are bound as parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** SQL name of a column that a file named. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
