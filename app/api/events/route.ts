import { handle } from '@/app/api/http'
import { requireActor } from '@/app/session'
import { listen } from '@/lib/db/listen'

export const dynamic = 'force-dynamic'

const KEEP_ALIVE_MS = 15_000

/** One stream per browser (its tabs share it): tells which subjects of the caller's tenant changed. 401 without a session. */
export const GET = handle(async (request: Request) => {
  const actor = await requireActor()
  const encode = new TextEncoder()
  let stop: () => void = () => undefined
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encode.encode(text))
      send('retry: 2000\n: connected\n\n')
      const unlisten = listen((notice) => {
        if (notice.tenant_id === actor.tenant_id) send(`data: ${JSON.stringify({ topic: notice.topic, id: notice.id })}\n\n`)
      })
      const beat = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS)
      stop = () => {
        clearInterval(beat)
        unlisten()
      }
      request.signal.addEventListener('abort', () => {
        stop()
        controller.close()
      })
    },
    cancel: () => stop(),
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' } })
})
