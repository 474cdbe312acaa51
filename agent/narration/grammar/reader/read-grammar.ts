import { invariant } from '@/lib/kernel/errors'
import { type Begins, beginsOf, type First, firstOf } from './first-sets'
import type { Node } from './grammar-node'
import { neededMarks } from './needed-marks'

export type Grammar = {
  rules: ReadonlyMap<string, Node>
  first: ReadonlyMap<Node, First>
  begins: ReadonlyMap<Node, Begins>
  needs: ReadonlyMap<Node, readonly string[]>
}

/**
 * Reads rules such as `Clause = Subject rose by <rise> ( to <after> )? | …`. A capital letter names a rule, `<mark>` a fact, `#condition` what has to be so
 * in the ledger; everything else is a word as it is written. `?` and `*` follow what is optional and what may repeat. `+=` adds alternatives to a rule.
 */
export function readGrammar(text: string): Grammar {
  const rules = new Map<string, Node>()
  for (const rule of text.trim().split(/\n+(?=[A-Z]\w* \+?=)/)) {
    const [, name = '', sign, body = ''] = /^(\w+) (\+?=)\s([\s\S]*)$/.exec(rule) ?? []
    const known = rules.get(name)
    invariant(sign === '+=' || known === undefined, `two rules are called ${name}`)
    invariant(sign === '=' || known !== undefined, `there is no rule ${name} to add to`)
    const symbols = body.match(/[()|]|[^\s()|]+/g) ?? []
    const [node, end] = readChoice(symbols, 0)
    invariant(end === symbols.length, `the rule ${name} does not end at ${symbols[end]}`)
    rules.set(name, known === undefined ? node : { kind: 'choice', parts: [known, node].flatMap((part) => (part.kind === 'choice' ? part.parts : [part])) })
  }
  for (const node of rules.values()) checkNames(node, rules)
  const first = firstOf(rules)
  return { rules, first, begins: beginsOf(first), needs: neededMarks(rules) }
}

function checkNames(node: Node, rules: ReadonlyMap<string, Node>): void {
  if (node.kind === 'rule') invariant(rules.has(node.name), `there is no rule ${node.name}`)
  if ('parts' in node) for (const part of node.parts) checkNames(part, rules)
  if ('part' in node) checkNames(node.part, rules)
}

function readChoice(symbols: readonly string[], from: number): [Node, number] {
  const parts: Node[] = []
  let at = from - 1
  do {
    const [part, end] = readSequence(symbols, at + 1)
    parts.push(part)
    at = end
  } while (symbols[at] === '|')
  return [{ kind: 'choice', parts }, at]
}

function readSequence(symbols: readonly string[], from: number): [Node, number] {
  const parts: Node[] = []
  let at = from
  for (let symbol = symbols[at]; symbol !== undefined && symbol !== '|' && symbol !== ')'; symbol = symbols[at]) {
    if (symbol === '?' || symbol === '*') {
      const part = parts.pop()
      invariant(part !== undefined, `nothing stands before ${symbol}`)
      parts.push({ kind: symbol === '?' ? 'optional' : 'repeated', part })
      at += 1
    } else if (symbol === '(') {
      const [part, end] = readChoice(symbols, at + 1)
      invariant(symbols[end] === ')', 'a bracket is open')
      parts.push(part)
      at = end + 1
    } else {
      const sign = symbol.at(-1)
      const part = leaf(sign === '?' || sign === '*' ? symbol.slice(0, -1) : symbol)
      parts.push(sign === '?' ? { kind: 'optional', part } : sign === '*' ? { kind: 'repeated', part } : part)
      at += 1
    }
  }
  return [{ kind: 'sequence', parts }, at]
}

/** One piece for each word, place and name, wherever it stands: what is known of it is found out once. */
const LEAVES = new Map<string, Node>()

function leaf(name: string): Node {
  const node = LEAVES.get(name) ?? newLeaf(name)
  LEAVES.set(name, node)
  return node
}

function newLeaf(name: string): Node {
  if (name.startsWith('<')) return { kind: 'mark', mark: name.slice(1, -1) }
  if (name.startsWith('#')) return { kind: 'given', condition: name.slice(1) }
  return /^[A-Z]/.test(name) ? { kind: 'rule', name } : { kind: 'word', word: name }
}
