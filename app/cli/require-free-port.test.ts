import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { requireFreePort } from './require-free-port'

it('says that a port is taken and how to choose another, and is content as soon as it is free', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as AddressInfo
  await expect(requireFreePort('127.0.0.1', port, 0)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('set COUNTERSIGN_PORT') })
  const waiting = requireFreePort('127.0.0.1', port)
  await new Promise<void>((done) => other.close(() => done()))
  await waiting
})
