import type { IncomingMessage } from 'node:http'
import type { WireCall } from './wire-call.contract'
import type { Asked } from './wire-policy.contract'

export type Request = Asked & { text: string; place: WireCall['place']; headers: IncomingMessage['headers']; url: URL }

/** The token of a session; empty where the caller's own key signed. */
export const tokenOf = ({ headers }: Pick<Request, 'headers'>): string => String(headers['x-amz-security-token'] ?? '')

/** A request with the service that it was signed for and the name of its call. */
export async function readRequest(request: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, account_id = '', region_id = '', service = ''] =
    /Credential=KEY(\d{12})[^/]*\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
  const method = request.method ?? 'GET'
  const target = request.headers['x-amz-target']
  const form = new URLSearchParams(typeof target === 'string' || request.headers['content-type'] === 'application/json' ? '' : text)
  const action =
    service === 'scheduler'
      ? `${method} schedule`
      : service === 'rbin'
        ? method === 'POST'
          ? 'ListRules'
          : 'GetRule'
        : service === 's3'
          ? `${method} ${[...url.searchParams.keys()].filter((key) => key !== 'x-id').join(' ')}`
          : typeof target === 'string'
            ? (target.split('.').at(-1) ?? '')
            : (form.get('Action') ?? '')
  return { service, action, method, query: url.searchParams, form, path: url.pathname, text, url, headers: request.headers, place: { account_id, region_id } }
}
