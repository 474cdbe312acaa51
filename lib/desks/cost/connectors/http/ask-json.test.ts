import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { configure, readConfig } from '@/lib/kernel/config'
import { askJson } from './ask-json'
import { isInternalAddress } from './internal-address'

const seen: string[] = []
const server = createServer((request, response) => {
  seen.push(request.url ?? '')
  response.writeHead(request.url === '/elsewhere' ? 302 : 200, { 'content-type': 'application/json', location: '/inside' }).end('{"ok":true}')
})
let port = 0
const ask = (url: string) => askJson(z.object({ ok: z.boolean() }), { service: 'The cluster', url, timeout_ms: 2_000 })

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, done))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  configure({ internal_hosts: [] })
  seen.length = 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

it('never asks an internal address that a tenant names, however it is written and whatever its name is', async () => {
  const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0', '[::1]', '[::ffff:127.0.0.1]', 'localhost', 'LocalHost']
  for (const host of hosts)
    await expect(ask(`http://${host}:${port}/`), host).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('internal address') })
  expect(seen).toEqual([])
})

it('knows the addresses of clouds, clusters and this machine', () => {
  const inside = ['169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '10.0.0.1', '172.31.0.2', '192.168.1.1', '100.64.0.1', '::1', '::', 'fe80::1%eth0']
  for (const address of [...inside, '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', 'no address']) expect(isInternalAddress(address), address).toBe(true)
  for (const address of ['8.8.8.8', '52.94.236.248', '172.32.0.1', '2600:1f18::1']) expect(isInternalAddress(address), address).toBe(false)
})

it('asks one that the operator named, with this port and no other, and follows no redirect from there', async () => {
  configure({ internal_hosts: [`localhost:${port}`] })
  expect(await ask(`http://localhost:${port}/`)).toEqual({ ok: true })
  await expect(ask(`http://localhost:${port}/elsewhere`)).rejects.toThrow('status 302')
  expect(seen).toEqual(['/', '/elsewhere'])
  await expect(ask(`http://localhost:${port + 1}/`)).rejects.toThrow('internal address')
  await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toThrow('internal address')
  expect(readConfig({ COUNTERSIGN_INTERNAL_HOSTS: `OpenCost.svc:9003,localhost` }, '/').internal_hosts).toEqual(['opencost.svc:9003', 'localhost'])
})
