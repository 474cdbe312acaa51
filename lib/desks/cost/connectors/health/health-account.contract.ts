import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { lets } from '../cloud/contracts/wire-policy.contract'
import { type Request, readRequest } from '../cloud/contracts/wire-request.contract'
import { bucketXml, EMPTY, JSON_ANSWERS, XML_ANSWERS } from './health-answers.contract'

/** An account that answers in the protocols of its services, and lets nobody do what the policy does not allow or is denied by name. */
export async function healthAccount(policy: string) {
  const it = { account: EMPTY, denied: new Set<string>(), calls: [] as string[], metrics_asked: 0 }
  const server = createServer(async (request, response) => {
    const r = await readRequest(request)
    const action = r.service === 's3' ? 'ListBucketMetricsConfigurations' : r.action
    it.calls.push(action)
    if (r.service !== 'sts' && (it.denied.has(action) || !lets(policy, r))) return refuse(r, response)
    if (r.service === 's3') return sendXml(response, bucketXml(it.account, r.path.split('/')[1] ?? ''))
    const json = JSON_ANSWERS[action]
    if (json !== undefined) {
      const body = JSON.parse(r.text) as Record<string, unknown>
      if (action === 'GetMetricData') it.metrics_asked += (body['MetricDataQueries'] as unknown[]).length
      return void response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(json(it.account, body)))
    }
    const xml = XML_ANSWERS[action]?.(it.account, r.form) ?? ''
    sendXml(
      response,
      r.service === 'ec2'
        ? `<${action}Response>${xml}</${action}Response>`
        : `<${action}Response><${action}Result>${xml}</${action}Result></${action}Response>`,
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    it,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const sendXml = (response: ServerResponse, text: string): void => void response.writeHead(200, { 'content-type': 'text/xml' }).end(text)

function refuse(r: Request, response: ServerResponse): void {
  if (r.headers['x-amz-target'] !== undefined)
    return void response
      .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: 'AccessDeniedException', message: r.action }))
  const error = `<Error><Code>AccessDenied</Code><Message>${r.action}</Message></Error>`
  const text = r.service === 'ec2' ? `<Response><Errors>${error}</Errors></Response>` : r.service === 's3' ? error : `<ErrorResponse>${error}</ErrorResponse>`
  response.writeHead(403, { 'content-type': 'text/xml' }).end(text)
}
