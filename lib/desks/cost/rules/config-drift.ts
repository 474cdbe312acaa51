import { eventRule } from './event-rule'

/** Changes that this rule looks at. */
export const CONFIGURATION = ['config', 'scale', 'schedule', 'flag'] as const

/** Usage grew right after somebody changed configuration, scale, a schedule or a flag in the same account or service. */
export const configDrift = eventRule({
  id: 'cost/config-drift',
  version: 1,
  category: 'config_drift',
  types: CONFIGURATION,
  code: 'change_near_onset',
})
