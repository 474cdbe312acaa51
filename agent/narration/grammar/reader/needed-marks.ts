import type { Node } from './grammar-node'

/** The facts without which a piece cannot be derived, so that it is passed over where one of them no longer comes. */
export function neededMarks(rules: ReadonlyMap<string, Node>): ReadonlyMap<Node, readonly string[]> {
  const nodes = [...new Set([...rules.values()].flatMap(piecesOf))]
  // Everything is thought to need every fact until an alternative shows that it does not; a rule within itself adds nothing to its other alternatives.
  let needs = new Map<Node, ReadonlySet<string> | null>()
  for (let has_changed = true; has_changed; ) {
    const next = new Map<Node, ReadonlySet<string> | null>()
    for (const node of nodes)
      next.set(
        node,
        needOf(node, (part) => next.get(part) ?? needs.get(part) ?? null, rules),
      )
    has_changed = nodes.some((node) => next.get(node)?.size !== needs.get(node)?.size)
    needs = next
  }
  return new Map([...needs].flatMap(([node, marks]) => (marks === null || marks.size === 0 ? [] : [[node, [...marks]] as const])))
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
      return one === undefined ? null : new Set([...one].filter((mark) => others.every((marks) => marks.has(mark))))
    }
    case 'sequence': {
      const known = node.parts.map(of)
      return known.includes(null) ? null : new Set(known.flatMap((marks) => [...(marks ?? NONE)]))
    }
    default:
      return NONE
  }
}
