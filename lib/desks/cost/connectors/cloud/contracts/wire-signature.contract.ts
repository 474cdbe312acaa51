import { createHash, createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const escaped = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * Whether a request carries a valid Signature Version 4 for its scope, computed here from the published algorithm and not with the signer's own code.
 * Host, date and, where there is one, the session token have to be signed.
 */
export function isSigned(request: { method: string; url: URL; headers: IncomingHttpHeaders; body: string }, secret: string): boolean {
  const { method, url, headers, body } = request
  const [, scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  const [day = '', region = '', service = ''] = scope.split('/')
  const signed = names.split(';')
  const at = String(headers['x-amz-date'] ?? '')
  const must = ['host', 'x-amz-date', ...(headers['x-amz-security-token'] === undefined ? [] : ['x-amz-security-token'])]
  if (!must.every((name) => signed.includes(name)) || !at.startsWith(day)) return false
  const hash = String(headers['x-amz-content-sha256'] ?? sha256(body))
  if (/^[0-9a-f]{64}$/.test(hash) && hash !== sha256(body)) return false
  // Every service but S3 escapes the path twice.
  const path = service === 's3' ? url.pathname : url.pathname.split('/').map(escaped).join('/')
  const query = [...url.searchParams].map(([k, v]) => `${escaped(k)}=${escaped(v)}`).sort()
  const canonical = [
    method,
    path,
    query.join('&'),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    names,
    hash,
  ].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`)
  return hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex') === signature
}
