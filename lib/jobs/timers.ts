import type { PausableName, TimerName } from '@/schemas/schedule'

/** Work whose moments stand on the cases: what it does, and what a pause does not do. */
export const TIMERS: Readonly<Record<TimerName, { label: string; does: string; while_paused: string }>> = {
  verification: {
    label: 'Verification checks',
    does: 'Whether a change is healthy, in place and saves, when each of its checks is due. A check whose days the bill does not hold yet is tried again.',
    while_paused:
      'Checks that fall due wait and are made once it goes on. Nothing degraded is noticed or rolled back meanwhile; a check that somebody asks for is made.',
  },
  expiry: {
    label: 'Deadlines of requests',
    does: 'Reminds, lets the next roles sign, and marks a request whose time is over as expired. Expiry only expires; no timer approves.',
    while_paused:
      'Nobody is reminded, no further roles may sign, and nothing is marked. A request whose time is over is refused all the same when somebody decides on it.',
  },
}

export const isTimer = (name: PausableName): name is TimerName => Object.hasOwn(TIMERS, name)
