import { sha256 } from './canonical'

/** Deterministic integer generator: the same key gives the same stream on every platform. For generated data only, never for ids or secrets. */
export type Random = {
  /** Integer in [0, n). */
  below(n: number): number
  /** Multiple of 1e-9 in [0, 1). */
  unit(): number
  /** Approximately normal with mean 0 and sd 1: the sum of twelve units minus six, so that no platform's log or sin is involved. */
  normal(): number
}

type State = [number, number, number, number]

/** xorshift128 keyed by the hash of seed and stream name, so that adding a stream never shifts another. */
export function makeRandom(seed: number, stream: string): Random {
  const key = sha256(`${seed}:${stream}`)
  const state = [0, 8, 16, 24].map((at) => Number.parseInt(key.slice(at, at + 8), 16) >>> 0) as State // safe: one number for each of four places
  return {
    below(n) {
      return Math.floor(nextUnit(state) * n)
    },
    unit() {
      return nextUnit(state)
    },
    normal() {
      let sum = 0
      for (let n = 0; n < 12; n++) sum += nextUnit(state)
      return Math.round((sum - 6) * 1e9) / 1e9
    },
  }
}

// Apart from the stream: there are thousands of those, of a few draws each, and functions made anew for each take longer than its draws.
const nextUnit = (state: State): number => Math.floor((next(state) / 4_294_967_296) * 1e9) / 1e9

function next(state: State): number {
  let t = state[3]
  const s = state[0]
  state[3] = state[2]
  state[2] = state[1]
  state[1] = s
  t ^= t << 11
  t ^= t >>> 8
  state[0] = (t ^ s ^ (s >>> 19)) >>> 0
  return state[0]
}
