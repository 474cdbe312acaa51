/** How often a service is asked: `burst` requests at once, and `per_sec` after that. */
export type Pace = { per_sec: number; burst: number }

/** Requests to one service with one token are counted together. */
export type Pacer = {
  /** Takes a place in the queue of a service: milliseconds until it may be asked. Null, and no place is taken, where that is later than `most_ms` from now. */
  takeTurn(key: string, pace: Pace, most_ms: number): number | null
  /** The service said itself that it is not to be asked before then, in milliseconds from now. */
  close(key: string, for_ms: number): void
  /** Milliseconds until it may be asked again because it said so. */
  closedFor(key: string): number
}

type Bucket = { tokens: number; at_ms: number; closed_until_ms: number; pace: Pace }

// Buckets that are full say nothing; they are let go when there are more of them than this.
const MOST_IDLE = 500

/** A token bucket for each service and token, in this process. */
export function makePacer(now_ms: () => number): Pacer {
  const buckets = new Map<string, Bucket>()
  const filled = (bucket: Bucket, at_ms: number): Bucket => {
    const { per_sec, burst } = bucket.pace
    return { ...bucket, tokens: Math.min(burst, bucket.tokens + (Math.max(0, at_ms - bucket.at_ms) * per_sec) / 1000), at_ms }
  }
  const forgetIdle = (at_ms: number): void => {
    if (buckets.size <= MOST_IDLE) return
    for (const [key, bucket] of buckets) if (bucket.closed_until_ms <= at_ms && filled(bucket, at_ms).tokens >= bucket.pace.burst) buckets.delete(key)
  }
  return {
    takeTurn(key, pace, most_ms) {
      const at_ms = now_ms()
      forgetIdle(at_ms)
      const bucket = filled({ ...(buckets.get(key) ?? { tokens: pace.burst, at_ms, closed_until_ms: 0 }), pace }, at_ms)
      // Tokens below zero are requests that wait for theirs.
      const tokens = bucket.tokens - 1
      const wait_ms = Math.max(0, Math.ceil((-tokens * 1000) / pace.per_sec), bucket.closed_until_ms - at_ms)
      if (wait_ms > most_ms) return null
      buckets.set(key, { ...bucket, tokens })
      return wait_ms
    },
    close(key, for_ms) {
      const bucket = buckets.get(key)
      if (bucket !== undefined) buckets.set(key, { ...bucket, closed_until_ms: Math.max(bucket.closed_until_ms, now_ms() + for_ms) })
    },
    closedFor: (key) => Math.max(0, (buckets.get(key)?.closed_until_ms ?? 0) - now_ms()),
  }
}
