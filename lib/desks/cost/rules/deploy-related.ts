import { eventRule } from './event-rule'

/** Usage grew right after a deploy in the same account or service. */
export const deployRelated = eventRule({ id: 'cost/deploy-related', version: 1, category: 'deploy_related', types: ['deploy'], code: 'deploy_near_onset' })
