import type { Frame } from '@/schemas/frame'
import type { Gazetteer } from '../tag/gazetteer'
import type { Piece } from '../tag/tag'
import { nameKey } from '../words/normalise'

const stem = (word: string): string => word.replace(/s$/, '')

/** The question without the words by which its case is called: “the nine idle loadtest instances” are the case of that headline and nothing more. */
export function withoutHeadline(frame: Frame, pieces: readonly Piece[], { cases }: Gazetteer): Piece[] {
  const case_id = 'case_id' in frame ? frame.case_id : null
  const headline = cases.find((c) => c.case_id === case_id)?.headline
  if (headline === undefined) return [...pieces]
  const called = new Set(
    nameKey(headline)
      .split(' ')
      .filter((word) => word.length > 2)
      .map(stem),
  )
  return pieces.filter((p) => p.tag !== null || !called.has(stem(p.text)))
}
