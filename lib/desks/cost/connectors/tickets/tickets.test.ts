import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storyCase } from '@/lib/commands/fixtures/story'
import { configure } from '@/lib/kernel/config'
import { makeSecret } from '@/lib/kernel/secret'
import { jiraTickets, labelOf } from './jira'
import { issueId, linearTickets } from './linear'
import type { TicketPort } from './port'

const CASE = storyCase({ policy_digest: 'a'.repeat(64) })
const TEXT = {
  title: 'Data transfer through the NAT gateway rose',
  lines: ['+310.00 USD / day', 'Not done: nothing is safe'],
  labels: ['cost', 'very high'],
  dedupe_key: 'incident-1',
}
// Requests are counted by token: each test has its own.
let nth = 0
const token = async () => makeSecret(`token-${nth}-of-the-tickets`)
const TEAM = '7b1c9ae2-4c53-4f35-9f2e-0d3a52a1c001'
const DONE = '7b1c9ae2-4c53-4f35-9f2e-0d3a52a1c002'

type Kept = { id: string; key: string; title: string; labels: string[]; comments: string[]; state: string; description: unknown }
let issues: Kept[] = []
let status = 200
let refusal: unknown = { errorMessages: ['no'] }
/** How often the service says that it is busy, and may be asked again at once. */
let busy = 0
let auth = ''
/** A service that takes comments and refuses to settle. */
let settles = true

/** Both services in one server, by path. They keep what they are told. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const body = JSON.parse(Buffer.concat(parts).toString('utf8') || '{}')
  auth = request.headers.authorization ?? ''
  const path = request.url ?? ''
  const end = (value: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (busy > 0) {
    busy -= 1
    return response.writeHead(429, { 'retry-after': '0' }).end()
  }
  if (status !== 200) return end(refusal)
  if (path === '/graphql') return end({ data: linear(body.query, body.variables) })
  if (path === '/rest/api/3/project/OPS') return end({ name: 'Operations' })
  const issue = issues.find((i) => path.startsWith(`/rest/api/3/issue/${i.key}/`))
  if (path === '/rest/api/3/search/jql')
    return end({ issues: issues.filter((i) => i.labels.some((l) => body.jql.includes(`"${l}"`))).map((i) => ({ key: i.key, fields: { summary: i.title } })) })
  if (path === '/rest/api/3/issue') {
    issues.push({
      id: String(issues.length),
      key: `OPS-${issues.length + 1}`,
      title: body.fields.summary,
      labels: body.fields.labels,
      comments: [],
      state: 'open',
      description: body.fields.description,
    })
    return end({ id: '1', key: `OPS-${issues.length}`, self: 'x' })
  }
  if (request.method === 'GET' && path.includes('/comment'))
    return end({ comments: issue?.comments.map((text) => ({ body: { content: [{ content: [{ text }] }] } })) })
  if (path.endsWith('/comment')) {
    issue?.comments.push(body.body.content[0].content[0].text)
    return end({ id: '1' })
  }
  if (path.includes('?fields=status')) {
    const state = issues.find((i) => path.includes(`/${i.key}?`))?.state
    return end({ fields: { status: { statusCategory: { key: state === 'done' ? 'done' : 'new' } } } })
  }
  if (request.method === 'POST' && !settles) return response.writeHead(400).end('{}')
  if (request.method === 'POST' && issue !== undefined) issue.state = body.transition.id === '31' ? 'done' : issue.state
  end(
    request.method === 'POST'
      ? null
      : {
          // What is done offers no way to be done again.
          transitions: [{ id: '11', name: 'Start' }, ...(issue?.state === 'done' ? [] : [{ id: '31', name: 'Done' }])],
        },
  )
})

function linear(query: string, v: Record<string, Record<string, string>>): unknown {
  const shown = (i: Kept) => ({ identifier: i.key, title: i.title, url: `https://linear.app/x/issue/${i.key}` })
  if (query.includes('query Team')) return { team: { name: 'Operations' } }
  if (query.includes('query Find')) return { issues: { nodes: issues.filter((i) => i.id === String(v['id'])).map(shown) } }
  if (query.includes('issueCreate')) {
    issues.push({
      id: v['input']?.['id'] ?? '',
      key: `OPS-${issues.length + 1}`,
      title: v['input']?.['title'] ?? '',
      labels: [],
      comments: [],
      state: 'open',
      description: v['input']?.['description'],
    })
    return { issueCreate: { success: true, issue: shown(issues.at(-1) as Kept) } }
  }
  if (query.includes('commentCreate')) {
    issues.find((i) => i.key === v['input']?.['issueId'])?.comments.push(v['input']?.['body'] ?? '')
    return { commentCreate: { success: true } }
  }
  if (!settles) return { issueUpdate: { success: false } }
  const closed = issues.find((i) => i.key === String(v['id']))
  if (closed !== undefined && v['input']?.['stateId'] === DONE) closed.state = 'done'
  return { issueUpdate: { success: true } }
}

let url = ''
beforeAll(async () => {
  configure({ internal_hosts: ['127.0.0.1'] })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  issues = []
  status = 200
  busy = 0
  settles = true
  nth += 1
})

function contract(make: () => TicketPort): void {
  it('opens one ticket for one incident, however often it is asked for', async () => {
    const first = await make().open(CASE, TEXT)
    expect(await make().open(CASE, TEXT)).toEqual(first)
    expect(await make().open(CASE, { ...TEXT, dedupe_key: 'incident-2' })).not.toEqual(first)
    expect(issues).toHaveLength(2)
    expect(first).toMatchObject({ key: 'OPS-1', title: TEXT.title, url: expect.stringMatching(/^https?:\/\/.*OPS-1$/) })
  })

  it('adds a comment, and settles the ticket with the reason', async () => {
    const ticket = await make().open(CASE, TEXT)
    await make().comment(ticket, 'The bill was restated')
    await make().close(ticket, 'Accepted by Ines')
    expect(issues[0]).toMatchObject({ comments: ['The bill was restated', 'Accepted by Ines'], state: 'done' })
  })

  it('is found by its incident, and stays settled when it is settled again', async () => {
    expect(await make().find('incident-1')).toBeUndefined()
    const ticket = await make().open(CASE, TEXT)
    expect(await make().find('incident-1')).toEqual(ticket)
    await make().close(ticket, 'Accepted by Ines')
    await make().close(ticket, 'Accepted by Ines')
    expect(issues[0]?.state).toBe('done')
  })

  it('says why once, however often it has to be asked to settle', async () => {
    const ticket = await make().open(CASE, TEXT)
    settles = false
    for (let i = 0; i < 2; i++) await expect(make().close(ticket, 'Accepted by Ines')).rejects.toMatchObject({ code: 'provider_down' })
    settles = true
    await make().close(ticket, 'Accepted by Ines')
    expect(issues[0]).toMatchObject({ comments: ['Accepted by Ines'], state: 'done' })
  })

  it('answers a check without opening anything', async () => {
    expect(await make().check()).toMatch(/Operations/)
    expect(issues).toEqual([])
  })

  it('asks again when a busy service says that it may, and opens one ticket all the same', async () => {
    busy = 1
    expect(await make().open(CASE, TEXT)).toMatchObject({ key: 'OPS-1' })
    busy = 2
    expect(await make().open(CASE, TEXT)).toMatchObject({ key: 'OPS-1' })
    expect(issues).toHaveLength(1)
    busy = 9
    await expect(make().check()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('is limiting our requests') })
  })

  it('says what to do when it may not', async () => {
    status = 401
    await expect(make().open(CASE, TEXT)).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('renew it') })
    status = 429
    await expect(make().open(CASE, TEXT)).rejects.toThrow('try again in a minute')
  })
}

describe('Jira over its own protocol', () => {
  const make = (done = 'done') =>
    jiraTickets(
      { kind: 'jira', url, email: 'bot@northlight.example', token: 'env:COUNTERSIGN_TN_A_JIRA', project: 'OPS', issue_type: 'Task', done },
      token,
      2_000,
    )
  contract(make)

  it('signs in as its account, labels the incident, and writes one paragraph a line', async () => {
    await make().open(CASE, TEXT)
    expect(auth).toBe(`Basic ${Buffer.from(`bot@northlight.example:token-${nth}-of-the-tickets`).toString('base64')}`)
    expect(issues[0]?.labels).toEqual([labelOf('incident-1'), 'cost', 'very-high'])
    expect(issues[0]?.description).toMatchObject({ content: [{ type: 'paragraph' }, { type: 'paragraph' }] })
  })

  it('names the transitions that there are when the one to settle with is missing', async () => {
    const ticket = await make().open(CASE, TEXT)
    await expect(make('Resolved').close(ticket, 'x')).rejects.toThrow('it has Start, Done')
  })
})

describe('Linear over its own protocol', () => {
  contract(() => linearTickets({ kind: 'linear', token: 'env:COUNTERSIGN_TN_A_LINEAR', team_id: TEAM, done_state_id: DONE }, token, 2_000, `${url}/graphql`))

  it('gives the issue an id that follows from the incident', () =>
    expect(issueId('incident-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/))

  it('knows the refusal that Linear gives with status 400', async () => {
    status = 400
    refusal = { errors: [{ message: 'Rate limit exceeded', extensions: { code: 'RATELIMITED' } }] }
    const port = linearTickets({ kind: 'linear', token: 'env:COUNTERSIGN_TN_A_LINEAR', team_id: TEAM, done_state_id: DONE }, token, 2_000, `${url}/graphql`)
    await expect(port.check()).rejects.toMatchObject({ code: 'provider_down', message: 'Linear is limiting our requests: try again in a minute' })
  })
})
