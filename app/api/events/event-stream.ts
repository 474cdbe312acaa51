import { follow } from './followers'

/** Chunks that a browser may be behind. One that reads no more is let go, and asks for everything when it comes again. */
const MOST_WAITING = 256
const HELLO = new TextEncoder().encode('retry: 2000\n: connected\n\n')

/** What one browser is sent until it leaves, reads no more or its time is over. `ends_at`: milliseconds of this process's clock. */
export function eventStream(tenant_id: string, session_id: string, ends_at: number): ReadableStream<Uint8Array> {
  let leave: () => void = () => undefined
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let is_over = false
      const end = () => {
        if (is_over) return
        leave()
        controller.close()
      }
      const send = (bytes: Uint8Array) => {
        if (is_over) return
        if (-(controller.desiredSize ?? 0) > MOST_WAITING) end()
        else controller.enqueue(bytes)
      }
      send(HELLO)
      const forget = follow({ tenant_id, session_id, ends_at, send, end })
      leave = () => {
        is_over = true
        forget()
      }
    },
    cancel: () => leave(),
  })
}
