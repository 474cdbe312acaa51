/** One question on its way: from the click until its answer ends, or until this tab stops following it. `ready` ends when the one before it is left. */
export type AskRun = { thread_id: string | null; is_left: boolean; ready: Promise<void>; taken: () => void; end: () => void }
export type AskRuns = ReturnType<typeof askRuns>

type Kept = AskRun & { when_taken: Promise<void>; when_ended: Promise<void> }

/**
 * The questions of a tab, of which one is followed at a time. Leaving one never takes it back: it is let go only when the server has it, and goes on there.
 * `detach` stops following; `forget` drops what came of an answer.
 */
export function askRuns(detach: () => Promise<void>, forget: () => void) {
  let run: Kept | null = null
  let leaving: { of: Kept; done: Promise<void> } | null = null
  let is_detaching = false
  let version = 0
  const listeners = new Set<() => void>()
  const tell = () => {
    version += 1
    for (const listener of listeners) listener()
  }
  const letGo = async (left: Kept): Promise<void> => {
    await left.when_taken
    is_detaching = true
    await detach().finally(() => left.when_ended)
    is_detaching = false
    if (leaving?.of === left) leaving = null
    forget()
    tell()
  }
  const isAsking = (): boolean => run !== null && !run.is_left
  return {
    isAsking,
    isHere: (thread_id: string | null): boolean => run !== null && !run.is_left && run.thread_id === thread_id,
    isLeaving: (): boolean => leaving !== null,
    isDetaching: (): boolean => is_detaching,
    version: (): number => version,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Stops following the question that is asked now, if there is one. Ends when nothing of it can come any more. */
    leave(): Promise<void> {
      if (run !== null && !run.is_left) {
        run.is_left = true
        leaving = { of: run, done: letGo(run) }
        tell()
      } else if (leaving === null) forget()
      return leaving?.done ?? Promise.resolve()
    },
    /** Null while another question is asked: one at a time, from the click on. */
    begin(thread_id: string | null): AskRun | null {
      if (isAsking()) return null
      const [when_taken, taken] = signal()
      const [when_ended, ended] = signal()
      const end = () => {
        if (run === mine) run = null
        taken()
        ended()
        tell()
      }
      const mine: Kept = { thread_id, is_left: false, ready: leaving?.done ?? Promise.resolve(), taken, end, when_taken, when_ended }
      run = mine
      tell()
      return mine
    },
  }
}

function signal(): [Promise<void>, () => void] {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return [given, () => give()]
}
