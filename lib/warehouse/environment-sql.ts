/** The four environments that rules know, from the words people write; any other word stays as it is, and no tag stays ''. */
export const ENVIRONMENT_SQL = `case
  when environment in ('prod', 'production', 'prd', 'live') then 'prod'
  when environment in ('stage', 'staging', 'stg', 'preprod', 'pre-prod', 'uat') then 'stage'
  when environment in ('dev', 'development', 'sandbox') then 'dev'
  when environment in ('test', 'testing', 'qa') then 'test'
  else environment end`
