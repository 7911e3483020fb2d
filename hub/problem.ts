/**
 * Something that stands in the hub's way and that a person can put right. `code` is a word for programs, `detail` names
 * the folder, port … (never a secret), the message is one sentence.
 */
export class HubProblem extends Error {
  constructor(
    readonly code:
      | 'usage'
      | 'no_postgres_for_this_machine'
      | 'no_postgres_user'
      | 'folder_bars'
      | 'folder_not_writable'
      | 'hub_running'
      | 'hub_not_running'
      | 'not_a_hub_folder'
      | 'postgres_failed'
      | 'database_unreachable'
      | 'database_too_new'
      | 'port_taken'
      | 'has_fair'
      | 'no_fair'
      | 'unknown_station'
      | 'bad_role'
      | 'bad_backup'
      | 'file_exists'
      | 'bad_file',
    message: string,
    readonly detail: Readonly<Record<string, string | number>> = {},
  ) {
    super(message)
    this.name = 'HubProblem'
  }
}
