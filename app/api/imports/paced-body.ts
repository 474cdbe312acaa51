import { type ReadableStream, TransformStream } from 'node:stream/web'
import { takeSome, UPLOAD_BYTES_PER_PERSON } from '@/lib/identity/rate-limit'
import { Fault } from '@/lib/kernel/errors'

/**
 * The body of an upload, whose bytes are counted for whoever sends them: a length that is said is counted before anything is read, and what says none as it
 * comes. Throws Fault `rate_limited` with the time to come back, and `validation_failed` for a file that no wait would let through.
 */
export function pacedBody(request: Request, body: ReadableStream, person: string): ReadableStream {
  const said = request.headers.get('content-length')
  if (said === null || !/^\d+$/.test(said)) return body.pipeThrough(counting(person))
  const bytes = Number(said)
  if (bytes > UPLOAD_BYTES_PER_PERSON.burst)
    throw new Fault('validation_failed', 'body: larger than can be sent here: import it with `countersign import` on the machine', { field: 'body', bytes })
  takeSome(UPLOAD_BYTES_PER_PERSON, person, bytes)
  return body
}

const counting = (person: string) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      takeSome(UPLOAD_BYTES_PER_PERSON, person, chunk.byteLength)
      controller.enqueue(chunk)
    },
  })
