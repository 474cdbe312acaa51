import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AwsConnection } from '../real/aws-clients'

export const MOTO_PLACE = { account_id: '123456789012', region_id: 'eu-west-1' }
const MOTO_KEYS = { accessKeyId: 'testing', secretAccessKey: 'testing' }
export const MOTO_START_MS = 60_000

/** Where moto_server is; empty where nobody installed it. */
export const MOTO = (() => {
  try {
    return execFileSync('sh', ['-c', 'command -v moto_server'], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
})()
export const motoTests = (words: string): string => (MOTO === '' ? 'skipped: moto_server is not on the PATH' : words)

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

type ClientConfig = { region: string; endpoint: string; credentials: typeof MOTO_KEYS; forcePathStyle: boolean }

/** One moto of its own; `start` waits for the server's own word that it listens, or for its end. */
export function motoServer() {
  let server: ChildProcess | undefined
  let endpoint = ''
  return {
    async start(): Promise<void> {
      const port = await freePort()
      endpoint = `http://127.0.0.1:${port}`
      const child = spawn(MOTO, ['-p', String(port), '-H', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'pipe'] })
      server = child
      await new Promise<void>((ready, failed) => {
        const heard = (text: Buffer) => (text.toString().includes('Running on') ? ready() : undefined)
        child.stdout?.on('data', heard)
        child.stderr?.on('data', heard)
        child.on('exit', (code) => failed(new Error(`moto_server ended with ${code}`)))
      })
    },
    stop: (): void => void server?.kill(),
    /** A client to set resources up with, not through the connector. */
    client: <T>(Service: new (config: ClientConfig) => T): T =>
      new Service({ region: MOTO_PLACE.region_id, endpoint, credentials: MOTO_KEYS, forcePathStyle: true }),
    connection: (account: Partial<AwsConnection['accounts'][string]> = {}): AwsConnection => ({
      accounts: { [MOTO_PLACE.account_id]: { role_arn: null, external_id: null, scheduler_role_arn: null, ...account } },
      credentials: MOTO_KEYS,
      endpoint,
      timeout_ms: 20_000,
    }),
    /** A service without a client here. */
    ask: (service: string, path: string, body: string, type: string): Promise<Response> =>
      fetch(`${endpoint}${path}`, {
        method: 'POST',
        headers: {
          'content-type': type,
          authorization: `AWS4-HMAC-SHA256 Credential=testing/20261119/${MOTO_PLACE.region_id}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body,
      }),
  }
}
