import { useCallback, useRef, useState } from 'react'

type Conversation = { thread: string | null; is_running: boolean; open: (id: string) => Promise<void>; start: () => void }

/** The list of conversations beside this one: asked for again when an answer has ended, because while it comes the list would only take its time. */
export function useThreadList({ thread, is_running, open, start }: Conversation, count: number) {
  const [is_listing, setListing] = useState(false)
  const [changes, setChanges] = useState(0)
  const version = useRef('')
  const begun = useRef<string | null>(null)
  if (is_running && thread !== null) begun.current = thread
  if (!is_running) version.current = `${thread}-${count}-${changes}`
  const onChanged = useCallback(() => setChanges((n) => n + 1), [])
  const onDeleted = useCallback(
    (id: string) => {
      onChanged()
      if (id === thread) start()
    },
    [onChanged, start, thread],
  )
  const onOpen = useCallback(
    (id: string) => {
      setListing(false)
      void open(id)
    },
    [open],
  )
  return { is_listing, setListing, list: { current: thread, begun: begun.current, version: version.current, onOpen, onChanged, onDeleted } }
}
