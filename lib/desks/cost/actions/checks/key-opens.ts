import type { KeyState } from '@/lib/desks/cost/connectors/cloud/ports/key-state'
import { failed, type TargetCheck, unknown } from './judge-targets'
import { hasYesTag } from './yes-tag'

type Locked = { tags: Record<string, string>; encryption_key?: KeyState | undefined; setup?: { encryption_key: KeyState } | undefined }

/** Storage whose key is disabled, or gives us no grant, is neither started nor copied again. */
export const keyOpens: TargetCheck<{ state: Locked }, { now: string }> = {
  id: 'encryption_key',
  passed: 'every encrypted target can be opened again',
  remedy: 'let the role use the key (kms:DescribeKey, kms:CreateGrant), or confirm it in KMS and tag the target kms-ok=true',
  is_quiet: true,
  judge({ state }) {
    const key = state.encryption_key ?? state.setup?.encryption_key ?? 'unknown'
    if (key === 'unusable') return failed('its key is disabled')
    return key !== 'unknown' || hasYesTag(state.tags, 'kms-ok') ? null : unknown('not known: whether its key is enabled and gives us the grant that it takes')
  },
}
