import type { MessageChannel } from '@/schemas/connectors'

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** The channel of whoever answers for something: their own, else the one of everybody else. Undefined where neither is set up. */
export const channelOf = (channels: readonly MessageChannel[], owner: string | null): MessageChannel | undefined =>
  channels.find((c) => owner !== null && c.owner !== null && same(c.owner, owner)) ?? channels.find((c) => c.owner === null)
