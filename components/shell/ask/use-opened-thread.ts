import type { AbstractAgent } from '@ag-ui/client'
import { useCallback } from 'react'
import { askCore } from '@/components/shell/ask/ask-core'
import { FIRST_TURNS } from '@/components/shell/ask/first-turns'
import { merged, readPage } from '@/components/shell/ask/thread-page'
import { failed, keptOf, type ThreadState, threadLeft } from '@/components/shell/ask/use-thread-state'

/** What another tab may have added meanwhile. */
const LAST_TURNS = 3

/** Opening a conversation, leaving it for a new one, and looking at what was said in it elsewhere. */
export function useOpenedThread(agent: AbstractAgent, { current, keep, show, setKept, setTrouble, setOpening, setFollowed }: ThreadState) {
  const { runs } = askCore()
  const start = useCallback(() => {
    setTrouble(null)
    setKept(null)
    setFollowed(false)
    setOpening(false)
    void runs.leave()
    keep(null)
    show([])
  }, [keep, runs, setFollowed, setKept, setOpening, setTrouble, show])

  /** Reads the last `turns` questions. `is_whole` replaces what is shown; otherwise what is new is added to it. */
  const read = useCallback(
    async (thread_id: string, turns: number, is_whole: boolean) => {
      const page = await readPage(thread_id, turns)
      if (current.current !== thread_id || runs.isHere(thread_id)) return
      const is_held = agent.threadId === thread_id && !runs.isLeaving()
      show(merged(is_whole ? [] : [...askCore().before, ...(is_held ? agent.messages : [])], page.messages))
      if (is_held) agent.setMessages([])
      setFollowed(page.is_running)
      // A conversation that began here is shown from its first question, however few of its last ones were read.
      const began_here = { has_earlier: false, turns: FIRST_TURNS }
      setKept((old) => (is_whole ? keptOf(page, turns) : { ...(old ?? began_here), thread: page.thread }))
    },
    [agent, current, runs, setFollowed, setKept, show],
  )

  const open = useCallback(
    async (thread_id: string, turns = FIRST_TURNS) => {
      setTrouble(null)
      // The answer that comes in another conversation goes on there, and nothing of that one is shown here.
      if (threadLeft() !== thread_id) {
        void runs.leave()
        setFollowed(false)
        show([])
      }
      keep(thread_id)
      setOpening(true)
      const isWanted = () => current.current === thread_id
      try {
        await read(thread_id, turns, true)
      } catch (error) {
        if (!isWanted()) return
        start()
        setTrouble(failed(error))
      } finally {
        if (isWanted() || current.current === null) setOpening(false)
      }
    },
    [current, keep, read, runs, setFollowed, setOpening, setTrouble, show, start],
  )

  /** What another tab did: a question asked or answered, another title, shared, deleted. */
  const look = useCallback(() => {
    const thread_id = current.current
    if (thread_id === null || runs.isHere(thread_id)) return
    read(thread_id, LAST_TURNS, false).catch((error: unknown) => setTrouble(failed(error)))
  }, [current, read, runs, setTrouble])
  return { start, open, look }
}
