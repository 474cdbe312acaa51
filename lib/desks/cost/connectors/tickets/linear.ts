import { z } from 'zod'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import type { Secret } from '@/lib/kernel/secret'
import type { LinearSettings } from '@/schemas/connectors'
import { askJson } from '../http/ask-json'
import { understood } from '../http/understood'
import type { Ticket, TicketPort } from './port'

const URL_OF_LINEAR = 'https://api.linear.app/graphql'
// Linear lets a key make some thousand requests an hour, refilled evenly, and says with status 400 that it made more. Source: its page on rate limiting.
const PACE = { per_sec: 0.4, burst: 30 }
const isLimited = (status: number, text: string): boolean => status === 400 && text.includes('"RATELIMITED"')
const Issue = z.looseObject({ identifier: z.string(), title: z.string(), url: z.url({ protocol: /^https$/ }) })
const Errors = z.array(z.looseObject({ message: z.string() })).optional()

const TEAM = 'query Team($id: String!) { team(id: $id) { name } }'
const FIND = 'query Find($id: String!) { issues(filter: { id: { eq: $id } }) { nodes { identifier title url } } }'
const OPEN = 'mutation Open($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { identifier title url } } }'
const COMMENT = 'mutation Comment($input: CommentCreateInput!) { commentCreate(input: $input) { success } }'
const CLOSE = 'mutation Close($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) { success } }'

/** The id of an incident's issue: Linear lets us choose it, so that opening twice cannot give two. */
export function issueId(dedupe_key: string): string {
  const h = digest(dedupe_key)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** Linear by its GraphQL API. */
export function linearTickets(s: LinearSettings, token: () => Promise<Secret>, timeout_ms: number, url = URL_OF_LINEAR): TicketPort {
  const ask = async <T extends z.ZodType>(schema: T, query: string, variables: Record<string, unknown>): Promise<z.output<T>> => {
    const headers = { authorization: (await token()).reveal() }
    const { data, errors } = await askJson(z.looseObject({ data: z.unknown(), errors: Errors }), {
      service: 'Linear',
      url,
      headers,
      timeout_ms,
      pace: PACE,
      isLimited,
      method: 'POST',
      body: { query, variables },
    })
    if (errors !== undefined && errors.length > 0) throw new Fault('provider_down', `Linear refused: ${errors.map((e) => e.message).join('; ')}`)
    return understood(schema, data, 'Linear answered')
  }
  const done = <K extends string>(name: K) => z.looseObject({ [name]: z.looseObject({ success: z.literal(true) }) })
  const ticket = ({ identifier, title, url: link }: z.output<typeof Issue>): Ticket => ({ key: identifier, url: link, title })
  const find = async (dedupe_key: string): Promise<Ticket | undefined> => {
    const [known] = (await ask(z.looseObject({ issues: z.looseObject({ nodes: z.array(Issue) }) }), FIND, { id: issueId(dedupe_key) })).issues.nodes
    return known === undefined ? undefined : ticket(known)
  }
  return {
    connector: 'linear',
    check: async () => `team ${(await ask(z.looseObject({ team: z.looseObject({ name: z.string() }) }), TEAM, { id: s.team_id })).team.name}`,
    find,
    async open(_, text) {
      const id = issueId(text.dedupe_key)
      const known = await find(text.dedupe_key)
      if (known !== undefined) return known
      const input = { id, teamId: s.team_id, title: text.title, description: text.lines.join('\n\n') }
      return ticket((await ask(z.looseObject({ issueCreate: z.looseObject({ success: z.literal(true), issue: Issue }) }), OPEN, { input })).issueCreate.issue)
    },
    comment: async (t, body) => void (await ask(done('commentCreate'), COMMENT, { input: { issueId: t.key, body } })),
    async close(t, because) {
      // Settling twice is settling once, a comment is not: it comes last.
      await ask(done('issueUpdate'), CLOSE, { id: t.key, input: { stateId: s.done_state_id } })
      await ask(done('commentCreate'), COMMENT, { input: { issueId: t.key, body: because } })
    },
  }
}
