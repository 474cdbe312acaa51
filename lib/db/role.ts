/** The role every process but the migrator works as: no superuser, no BYPASSRLS, no write on audit tables. */
export const APP_ROLE = 'countersign_app'
