import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What one operation answers: a body, or a way to fail. */
export type WireAnswer = { body: unknown } | { status: number; code: string; message?: string } | 'no_answer' | 'garbage'
export type WireAsked = { operation: string; body: Record<string, unknown> }

/**
 * A server that speaks the JSON protocol of AWS services (X-Amz-Target) and answers STS in XML, so that the real clients run against it.
 * `answer` is given every call but those of STS.
 */
export async function awsJsonServer(account_id: string, answer: (asked: WireAsked, count: number) => WireAnswer) {
  const asked: WireAsked[] = []
  /** Objects of S3 by bucket and key. */
  const objects = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request)
    const target = request.headers['x-amz-target']
    if (request.method === 'GET') {
      const object = objects.get((request.url ?? '').split('?')[0] ?? '')
      return void response.writeHead(object === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(object ?? '')
    }
    if (typeof target !== 'string') {
      const inner = `<GetCallerIdentityResult><Arn>arn:aws:iam::${account_id}:role/x</Arn><UserId>x</UserId><Account>${account_id}</Account></GetCallerIdentityResult>`
      response.writeHead(200, { 'content-type': 'text/xml' }).end(`<GetCallerIdentityResponse>${inner}</GetCallerIdentityResponse>`)
      return
    }
    const call = { operation: target.split('.').at(-1) ?? '', body: JSON.parse(text) as Record<string, unknown> }
    asked.push(call)
    const said = answer(call, asked.filter((a) => a.operation === call.operation).length)
    if (said === 'no_answer') return void request.socket.destroy()
    if (said === 'garbage') return void response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('<html>')
    if ('body' in said) return void response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said.body))
    response
      .writeHead(said.status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ __type: said.code, message: said.message ?? said.code, Message: said.message ?? said.code }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    objects,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8') || '{}'
}
