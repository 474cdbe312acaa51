import { sha256 } from '@/lib/kernel/canonical'

/** One step of a proof: the hash beside the one that is known, and on which side of it. */
export type ProofStep = { side: 'left' | 'right'; hash: string }

// Leaves and nodes are hashed as different texts, so that a node can never pass for an entry. `printf '%s'` and sha256sum give the same.
const leafHash = (entry_hash: string): string => sha256(`countersign-leaf-v1\n${entry_hash}`)
const nodeHash = (left: string, right: string): string => sha256(`countersign-node-v1\n${left}\n${right}`)

/** The next level of the tree. A hash without a neighbour goes up as it is. */
function levelAbove(level: readonly string[]): string[] {
  const above: string[] = []
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] ?? '', level[i + 1]]
    above.push(right === undefined ? left : nodeHash(left, right))
  }
  return above
}

/** One hash for a span of entries: it changes with any of them, their order and their number. */
export function merkleRoot(entry_hashes: readonly string[]): string {
  let level = entry_hashes.map(leafHash)
  if (level.length === 0) return sha256('countersign-empty-v1')
  while (level.length > 1) level = levelAbove(level)
  return level[0] ?? ''
}

/** The hashes that lead from one entry to the root, so that it can be shown to belong without showing the others. */
export function merkleProof(entry_hashes: readonly string[], index: number): ProofStep[] {
  const steps: ProofStep[] = []
  let level = entry_hashes.map(leafHash)
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const beside = level[at % 2 === 0 ? at + 1 : at - 1]
    if (beside !== undefined) steps.push({ side: at % 2 === 0 ? 'right' : 'left', hash: beside })
    level = levelAbove(level)
  }
  return steps
}

/** The root that an entry and its proof lead to. */
export const rootOfProof = (entry_hash: string, steps: readonly ProofStep[]): string =>
  steps.reduce((at, { side, hash }) => (side === 'left' ? nodeHash(hash, at) : nodeHash(at, hash)), leafHash(entry_hash))
