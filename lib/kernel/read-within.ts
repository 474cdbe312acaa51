/** All bytes of a body, or null as soon as there are more than `most_bytes`: what is larger is never held. Throws what the body throws. */
export async function readWithin(body: ReadableStream<Uint8Array> | null, most_bytes: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop cancels the stream, so whoever sends on is told.
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength
    if (bytes > most_bytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}
