import { z } from 'zod'
import { digest } from '@/lib/kernel/canonical'
import { cut } from '@/lib/kernel/format'
import { toInstant } from '@/lib/kernel/time'
import type { HookSettings } from '@/schemas/connectors'
import type { ChangeEvents } from '@/schemas/evidence/cost'

export type ChangeEvent = ChangeEvents['events'][number]

const time = z
  .string()
  .refine((t) => Number.isFinite(Date.parse(t)), 'must be a time')
  .transform((t) => toInstant(Date.parse(t)))
const https = z
  .string()
  .nullish()
  .transform((u) => (u?.startsWith('https://') === true && u.length <= 500 ? u : null))
const line = (text: string): string => cut(text.split('\n')[0] ?? '', 200)
const Repository = z.looseObject({ full_name: z.string(), default_branch: z.string().nullish(), html_url: https })

const GithubStatus = z.looseObject({
  deployment_status: z.looseObject({ id: z.number(), state: z.string(), updated_at: time.optional(), created_at: time, target_url: https }),
  deployment: z.looseObject({ id: z.number(), sha: z.string(), ref: z.string(), environment: z.string() }),
  repository: Repository,
})
const GithubPush = z.looseObject({
  ref: z.string(),
  after: z.string(),
  deleted: z.boolean().nullish(),
  compare: https,
  head_commit: z.looseObject({ id: z.string(), message: z.string(), timestamp: time }).nullish(),
  repository: Repository,
})
/** What the notification template of Argo CD in the readme sends. */
const Argo = z.looseObject({ app: z.string().min(1).max(120), revision: z.string().max(80), phase: z.string(), finished_at: time, url: https })
/** The generic form. A list is taken as well. */
const Generic = z.strictObject({
  id: z.string().min(1).max(120),
  service: z.string().min(1).max(120),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().max(40).optional(),
  at: time,
  kind: z.enum(['deploy', 'config', 'scale', 'schedule', 'flag']),
  ref: z.string().max(200),
  actor: z.string().max(120).optional(),
  env: z.string().max(40).optional(),
  url: https,
})

/** The changes that one message tells of. A message about something else tells of none. Throws a ZodError for a form that is not the service's. */
export function toEvents(hook: HookSettings, event_name: string | null, body: unknown): ChangeEvent[] {
  const base = { service_name: hook.service_name, sub_account_id: hook.account_id }
  const id = (key: string): string => `chg_${digest({ hook: hook.hook_id, key }).slice(0, 20)}`
  if (hook.kind === 'github') return github(event_name, body, base, id)
  if (hook.kind === 'argocd') {
    const a = Argo.parse(body)
    if (a.phase !== 'Succeeded') return []
    const key = `${a.app} ${a.revision} ${a.finished_at}`
    return [{ ...base, event_id: id(key), at: a.finished_at, type: 'deploy', title: line(`${a.app} synced to ${cut(a.revision, 12)}`), url: a.url }]
  }
  return z
    .union([z.array(Generic).min(1).max(100), Generic.transform((e) => [e])])
    .parse(body)
    .map((e) => ({
      event_id: id(e.id),
      at: e.at,
      type: e.kind,
      service_name: e.service,
      sub_account_id: e.account ?? hook.account_id,
      title: line(`${e.service} ${e.ref}${e.env === undefined ? '' : ` in ${e.env}`}${e.actor === undefined ? '' : ` by ${e.actor}`}`),
      url: e.url,
    }))
}

function github(
  event_name: string | null,
  body: unknown,
  base: Pick<ChangeEvent, 'service_name' | 'sub_account_id'>,
  id: (key: string) => string,
): ChangeEvent[] {
  if (event_name === 'deployment_status') {
    const { deployment_status: s, deployment: d, repository } = GithubStatus.parse(body)
    if (s.state !== 'success') return []
    const title = line(`${repository.full_name} ${d.ref} to ${d.environment}`)
    // One deployment may report success more than once.
    return [{ ...base, event_id: id(`deployment ${d.id}`), at: s.updated_at ?? s.created_at, type: 'deploy', title, url: s.target_url ?? repository.html_url }]
  }
  if (event_name !== 'push') return []
  const p = GithubPush.parse(body)
  if (p.deleted === true || p.head_commit == null || p.ref !== `refs/heads/${p.repository.default_branch ?? 'main'}`) return []
  const title = line(`${p.repository.full_name}: ${p.head_commit.message}`)
  return [{ ...base, event_id: id(`push ${p.after}`), at: p.head_commit.timestamp, type: 'config', title, url: p.compare }]
}
