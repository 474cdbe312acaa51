import { eitherTemplate } from './either-template'
import { scheduledDatabases } from './scheduled-databases'
import { scheduledInstances } from './scheduled-instances'

const RDS = /^arn:[^:]+:rds:/

/** Runs what nobody uses outside production only in working hours: instances, or databases and clusters of them. */
export const scheduleNonprod = eitherTemplate(scheduledInstances, scheduledDatabases, (arn) => RDS.test(arn))
