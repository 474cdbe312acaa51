import { createServer } from 'node:net'
import { Fault } from '@/lib/kernel/errors'

// An app whose launcher was killed lets go of its port within a second.
const PATIENCE_MS = 3_000
const AGAIN_MS = 200

/** Resolves when a server may listen there. Throws Fault `conflict` when somebody else does: their answer would be taken for ours. */
export async function requireFreePort(host: string, port: number, patience_ms = PATIENCE_MS): Promise<void> {
  const until = performance.now() + patience_ms
  for (;;) {
    const trouble = await troubleListening(host, port)
    if (trouble === undefined) return
    if (performance.now() >= until)
      throw new Fault('conflict', `port ${port} cannot be used (${trouble}): another program listens there; set COUNTERSIGN_PORT to a free one`, { port })
    await new Promise((done) => setTimeout(done, AGAIN_MS))
  }
}

/** The code of what stands in the way of listening there, if anything does. */
function troubleListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => done(undefined)))
  })
}
