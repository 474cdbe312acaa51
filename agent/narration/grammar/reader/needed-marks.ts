import type { Node } from './grammar-node'

/** The facts without which a piece cannot be derived, so that it is passed over where one of them no longer comes. */
export function neededMarks(rules: ReadonlyMap<string, Node>): ReadonlyMap<Node, readonly string[]> {
  const nodes = new Set([...rules.values()].flatMap(piecesOf))
  // Everything is thought to need every fact until an alternative shows that it does not; a rule within itself adds nothing to its other alternatives.
  const needs = new Map<Node, ReadonlySet<string>>()
  for (let has_changed = true; has_changed; ) {
    has_changed = false
    for (const node of nodes) {
      const found = needOf(node, (part) => needs.get(part) ?? null, rules)
      if (found === null || found.size === needs.get(node)?.size) continue
      needs.set(node, found)
      has_changed = true
    }
  }
  return new Map([...needs].flatMap(([node, marks]) => (marks.size === 0 ? [] : [[node, [...marks]] as const])))
}

/** A node after all that stands in it. */
function piecesOf(node: Node): Node[] {
  if ('parts' in node) return [...node.parts.flatMap(piecesOf), node]
  return 'part' in node ? [...piecesOf(node.part), node] : [node]
}

const NONE: ReadonlySet<string> = new Set()

function needOf(node: Node, of: (part: Node) => ReadonlySet<string> | null, rules: ReadonlyMap<string, Node>): ReadonlySet<string> | null {
  switch (node.kind) {
    case 'mark':
      return new Set([node.mark])
    case 'rule': {
      const rule = rules.get(node.name)
      return rule === undefined ? NONE : of(rule)
    }
    case 'choice': {
      const [one, ...others] = node.parts.map(of).filter((marks) => marks !== null)
      return one === undefined || one.size === 0 || others.length === 0
        ? (one ?? null)
        : new Set([...one].filter((mark) => others.every((marks) => marks.has(mark))))
    }
    case 'sequence': {
      const known = node.parts.map(of)
      if (known.includes(null)) return null
      const [one = NONE, ...others] = known.filter((marks) => marks !== null).filter(({ size }) => size > 0)
      return others.length === 0 ? one : new Set([one, ...others].flatMap((marks) => [...marks]))
    }
    default:
      return NONE
  }
}
