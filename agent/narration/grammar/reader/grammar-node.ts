/** A piece of a grammar: a word, a place for a fact, a condition, a rule by its name, or pieces put together. */
export type Leaf = { kind: 'word'; word: string } | { kind: 'mark'; mark: string } | { kind: 'given'; condition: string }
export type Node = Leaf | { kind: 'rule'; name: string } | { kind: 'sequence' | 'choice'; parts: Node[] } | { kind: 'optional' | 'repeated'; part: Node }
