import { BEATS, CUES, type FrameName } from './cues'
import { type Piece, tagged } from './tag'
import { coverage } from './tag-question'

export type Candidate = { frame: FrameName | 'why_up'; score: number }

/** Frames whose cues the words fit, best first. The score falls with every meaningful word that nothing explains. */
export function candidates(pieces: readonly Piece[]): Candidate[] {
  const text = tagged(pieces)
  const factor = 0.25 + 0.75 * coverage(pieces)
  const best = new Map<Candidate['frame'], number>()
  for (const cue of CUES) if (cue.pattern.test(text)) best.set(cue.frame, Math.max(best.get(cue.frame) ?? 0, cue.weight))
  const beaten = new Set([...best.keys()].flatMap((frame) => BEATS[frame] ?? []))
  const kept = [...best].filter(([frame]) => !beaten.has(frame))
  // Two frames that beat each other leave nothing: then both stay, and the person chooses.
  return (kept.length > 0 ? kept : [...best])
    .map(([frame, weight]) => ({ frame, score: Math.round(weight * factor * 1000) / 1000 }))
    .sort((a, b) => b.score - a.score)
}
