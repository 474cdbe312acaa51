import type { ServerResponse } from 'node:http'
import type { WireError } from './wire-call.contract'
import type { Request } from './wire-request.contract'

export type Answer = { status: number; type: string; text: string; headers?: Record<string, string> }

/** An error in the form in which the service says it. */
export function refusal(r: Request, { status, code, message }: WireError, request_id: string): Answer {
  if (r.service === 'scheduler' || r.service === 'rbin' || r.headers['x-amz-target'] !== undefined) {
    const said = json(status, { Message: message, message })
    return { ...said, headers: { 'x-amzn-requestid': request_id, 'x-amzn-errortype': code } }
  }
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  if (r.service === 's3') return xml(status, body)
  return xml(
    status,
    r.service === 'ec2' ? `<Response><Errors>${body}</Errors><RequestID>${request_id}</RequestID></Response>` : `<ErrorResponse>${body}</ErrorResponse>`,
  )
}

export const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
  headers: { 'x-amzn-requestid': 'req-json' },
})
export const xml = (status: number, text: string, request_id = ''): Answer => ({
  status,
  type: 'text/xml',
  text,
  ...(request_id === '' ? {} : { headers: { 'x-amzn-requestid': request_id } }),
})
export const send = (response: ServerResponse, { status, type, text, headers = {} }: Answer): void =>
  void response.writeHead(status, { 'content-type': type, ...headers }).end(text)
