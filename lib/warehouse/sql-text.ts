/** SQL text literal, for words and paths of ours. Values from outside are bound as parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** SQL name of a column that a file named. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `field in (…)` spelt out: the engine turns a list into a join, which reads the whole file before the first row goes on. */
export const isOneOf = (field: string, words: readonly string[]): string => `(${words.map((word) => `${field} = ${literal(word)}`).join(' or ')})`
