import type { hubId } from './hub.id'

/** What the hub's own program answers, worked by a command in the hub's folder (hub/problem.ts). */
export const hubEn: Record<keyof typeof hubId, string> = {
  'error.no_postgres_for_this_machine':
    'The hub’s database is not available for this kind of computer ({package}). Run the hub on another one, or set DATABASE_URL to a PostgreSQL server.',
  'error.no_postgres_user':
    'As root the hub’s database runs as the user “postgres”, which is missing and could not be made. Make it, or run the command as an ordinary user.',
  'error.folder_bars':
    'The hub’s database may not enter {folder}. Choose another folder for the hub, or allow it with: chmod o+x {folder}',
  'error.folder_not_writable': 'The hub’s folder cannot be made or written: {folder}',
  'error.hub_running': 'Another hub runs in this folder already.',
  'error.hub_not_running': 'No hub runs in {folder}. Start it (npm run hub), then ask again.',
  'error.not_a_hub_folder': '{folder} is no hub’s folder: no hub was ever started there.',
  'error.postgres_failed': 'The hub’s database does not start: {reason}',
  'error.database_unreachable':
    'The database cannot be reached or used ({cause}). Check DATABASE_URL, and whether the server runs.',
  'error.database_too_new': 'The database was written by a newer hub. Update this one.',
  'error.has_fair':
    'This hub has its fair already. Make all further codes at a desk: at its Stations page, or with the desk’s folder as --data.',
  'error.unknown_station':
    'No station is called “{station}” here, or more than one is. Give its id, as “pendopo hub stations” in the desk’s folder lists it.',
  'error.bad_role': 'The first code of a hub is for a desk: --role desk. All others are made at a desk.',
  'error.bad_backup': '{file} is no whole backup of a hub. Nothing was changed; take another file.',
  'error.file_exists': '{file} is there already. Choose another name.',
  'error.bad_file':
    '{file}: {cause, select, ENOENT {there is no such file or folder.} ENOTDIR {its folder is a file.} EISDIR {it is a folder; name a file in it.} ENOSPC {its disk is full.} EDQUOT {its disk is full.} EROFS {its disk cannot be written.} other {it may not be opened. Check its permissions.}}',
}
