import { z } from 'zod'

const prefixed = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z_-]{1,60}$`), `must be an id that starts with ${prefix}_`)

export const CaseId = prefixed('case')
export const EvidenceId = prefixed('ev')
export const ApprovalId = prefixed('ap')
export const ActionId = prefixed('act')
export const TenantId = prefixed('tn')
/** Lower-case hex SHA-256. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex')

export type CaseId = z.infer<typeof CaseId>
export type EvidenceId = z.infer<typeof EvidenceId>
export type ApprovalId = z.infer<typeof ApprovalId>
export type ActionId = z.infer<typeof ActionId>
export type TenantId = z.infer<typeof TenantId>
export type Digest = z.infer<typeof Digest>
