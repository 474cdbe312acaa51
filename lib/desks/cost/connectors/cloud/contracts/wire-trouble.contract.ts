/** How the next call of an action goes wrong. `after_effect` does the work and then breaks the connection; `silent` takes the call and never answers. */
export type Trouble = 'throttled' | 'expired' | 'server_error' | 'after_effect' | 'garbage' | 'silent'

type Set = { trouble: Trouble; later: number; times: number }

/** What goes wrong with which action. */
export function troubles() {
  const set = new Map<string, Set>()
  return {
    set: (action: string, trouble: Trouble, later: number, times: number): void => void set.set(action, { trouble, later, times }),
    /** The trouble of the next call of an action, if it has any left. */
    next(action: string): Trouble | undefined {
      const found = set.get(action)
      if (found === undefined || found.later-- > 0) return undefined
      if (--found.times <= 0 || found.trouble === 'after_effect' || found.trouble === 'garbage') set.delete(action)
      return found.trouble
    },
  }
}
