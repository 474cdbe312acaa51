import type { UiIntent } from '@/schemas/intent'

const PRIME = 0x01000193
const SEEDS = [0x811c9dc5, 0x9e3779b9] as const

/**
 * Names what the body of a card draws: the same content, the same key. Its actions, its revision and the moment it was made are not in it, because the body
 * draws none of them. FNV-1a from two seeds and the length: nobody chooses the content to make two keys meet.
 */
export function contentKey({ title, lifecycle, components, facts, evidence, produced_by, href, server_now }: UiIntent): string {
  const text = JSON.stringify([title, lifecycle, components, facts, evidence, produced_by.ruleset_version, href, server_now.slice(0, 10)])
  const hashes = SEEDS.map((seed) => {
    let hash: number = seed
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
    return (hash >>> 0).toString(36)
  })
  return `${text.length.toString(36)}.${hashes.join('.')}`
}
