/** Failures in a row after which nobody asks for a while. */
const TRIES = 3
const REST_MS = 60_000

/** Stops asking a model that does not answer. After a rest one call may try again; its failure starts the next rest at once. */
export type Breaker = { isOpen(): boolean; succeeded(): void; failed(): void }

export function makeBreaker(clock: () => number = Date.now): Breaker {
  let failures = 0
  let rests_until = 0
  return {
    isOpen: () => clock() < rests_until,
    succeeded: () => {
      failures = 0
    },
    failed: () => {
      failures += 1
      if (failures >= TRIES) rests_until = clock() + REST_MS
    },
  }
}
