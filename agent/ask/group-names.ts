import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import type { Grouping } from '@/schemas/frame'

export const GROUP_HEADS: Readonly<Record<Grouping, string>> = {
  service_name: 'Service',
  sub_account_id: 'Account',
  region_id: 'Region',
  usage_type: 'Usage type',
  owner: 'Team',
  environment: 'Environment',
}

/** A group's name as people know it; an empty value is said, not left blank. */
export const groupLabel = (group_by: Grouping, key: string, gazetteer: Gazetteer): string =>
  key === ''
    ? group_by === 'owner'
      ? 'No team tag'
      : group_by === 'environment'
        ? 'No environment tag'
        : 'Not stated on the bill'
    : group_by === 'sub_account_id'
      ? (gazetteer.accounts.find((a) => a.id === key)?.name ?? key)
      : key
