import { eventRule } from './event-rule'

/** Usage grew right after somebody changed configuration, scale, a schedule or a flag in the same account or service. */
export const configDrift = eventRule({
  id: 'cost/config-drift',
  version: 1,
  category: 'config_drift',
  types: ['config', 'scale', 'schedule', 'flag'],
  code: 'change_near_onset',
})
