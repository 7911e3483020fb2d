import type { id } from './id'
import { beginEn } from './begin.en'
import { codesEn } from './codes.en'
import { exportsEn } from './exports.en'
import { hubEn } from './hub.en'
import { onlineEn } from './online.en'
import { queueEn } from './queue.en'
import { syncEn } from './sync.en'
import { reportEn } from './report.en'
import { rosterEn } from './roster.en'

export const en: Record<keyof typeof id, string> = {
  ...queueEn,
  ...onlineEn,
  ...beginEn,
  ...syncEn,
  ...hubEn,
  ...rosterEn,
  ...reportEn,
  ...codesEn,
  ...exportsEn,
  'cli.usage': 'Headless administration of a fair. Options may stand anywhere; after -- all is literal.',
  'progress.verify': '{done, number} of {total, number} events checked …',
  'progress.rebuild': '{done, number} of {total, number} events folded …',
  'progress.simulate': '{done, number} of {total, number} days played …',

  'error.usage': 'This is not how the command goes: {problem}',
  'error.command_missing': 'No command was named.',
  'error.unknown_command': 'There is no command “{command}”. --help lists them.',
  'error.unknown_option': 'The command “{command}” does not know the option {option}.',
  'error.option_missing': 'The option {option} is missing.',
  'error.not_yet': '“{command}” is not there yet.',

  'error.no_fair': "There is no fair in {folder}. Import one first: pendopo fair import '<file.json>' --data '<dir>'",
  'error.not_json': '{file} is not a JSON file: {first}',
  'error.bad_fair_file':
    '{file} is not a set-up of a fair; {count, plural, one {# problem} other {# problems}}:\n  {first}',
  'error.bad_start': '“{start}” is no day. Write --start today, or a date such as --start 2026-10-13.',
  'error.other_fair':
    'This folder holds the fair “{here}”, the file is “{file}”. One folder is one fair: take another folder.',
  'error.demo_is_for_ever':
    'Whether “{fair}” is a demonstration was settled when its folder was made and cannot be changed. Take another folder.',
  'error.number_is_for_ever':
    'Category “{category}” cannot have the number {number}: signed codes name categories by their numbers, so each keeps the one it first had, also when it is gone.',

  'error.bad_occasion': '“{when}” is no occasion for printing; there are: {known}.',
  'error.bad_printer': "“--to {to}” is not known; there is none. Else --printer '<name>' or --out '<folder>'.",
  'error.no_folder': 'There is no folder {folder}.',
  'error.unknown_list': 'There is no list “{list}”. There are: {known}',
  'error.unknown_gate': 'There is no gate “{gate}”.',
  'error.bad_direction': '“{direction}” is no direction: entry or exit.',
  'error.bad_time': '“{at}” is no time. Write it as 2026-10-13T09:05 (the fair’s own time) or with an offset.',
  'error.no_list': 'No list of this fair can be served now.',
  'error.unknown_format': 'The format “{format}” is not there; csv, xlsx and json are.',
  'error.unknown_load': 'There is no load “{load}”; there are: {known}.',
  'error.bad_days': '“{days}” is no number of days from 1 to 30.',
  'error.bad_separator': '“{separator}” cannot separate columns: use , or ; or tab.',
  'error.reason_missing': 'Personal columns need a reason: --personal "why".',
  'error.log_damaged':
    'The log is damaged: {count, plural, one {# problem} other {# problems}}. The first: {first}. Change nothing in this folder and keep a copy of it.',

  'error.scan.invalid': 'Refused: this code is not known.',
  'error.scan.already_admitted': 'Refused: already admitted.',
  'error.scan.revoked': 'Refused: the code was revoked.',
  'error.scan.blocked': 'Refused: the registration is blocked.',
  'error.scan.canceled': 'Refused: the registration was cancelled.',
  'error.scan.unpaid': 'Refused: not paid.',
  'error.scan.unapproved': 'Refused: not approved.',
  'error.scan.too_early': 'Refused: not open yet.',
  'error.scan.too_late': 'Refused: over.',
  'error.scan.category': 'Refused: this list is not for this category.',
  'error.scan.full': 'Refused: full.',
  'error.scan.wrong_fair': 'Refused: a code of another fair.',
  'error.scan.consent': 'Not complete: consent is missing.',
  'error.scan.questions': 'Not complete: questions are open.',

  'error.keychain_unavailable':
    'This computer has no keychain to keep the fair’s keys in. Unlock or install one (GNOME Keyring, KWallet), or use a passphrase: --passphrase-stdin.',
  'error.keychain_refused':
    'The keychain does not open the keys of {folder}: it is locked, or it belongs to another user or computer.',
  'error.passphrase_needed': 'The keys of {folder} need their passphrase: --passphrase-stdin.',
  'error.wrong_passphrase': 'That is not the passphrase of {folder}. Nothing was changed.',
  'error.key_file_needs_demo': 'Keys in a plain file are for demonstration fairs only.',
  'error.key_file_missing': 'The key file is missing: {path}. Without it the names of this fair cannot be read.',
  'error.key_file_open_to_others': 'Others may read the key file {path}. Close it first: chmod 600.',
  'error.key_file_damaged': 'The key file {path} is damaged.',
  'error.no_keys': 'The folder {folder} was never set up to the end. Import the fair again.',
  'error.keys_exist': 'Another process set up {folder} at the same moment. Try again.',
  'error.other_adapter': 'The keys of {folder} are kept in another way than the one asked for.',
  'error.keys_damaged': 'The keys of {folder} are damaged and cannot be opened.',

  'error.disk_full': 'The disk is full ({folder}). Nothing was changed. Free some space and try again.',
  'error.folder_read_only':
    'This cannot be written: {path}. Check the rights of the folder, or whether the disk is mounted read-only.',
  'error.database_busy': 'Another program has been writing to {folder} for too long. Try again.',
  'error.database_damaged':
    'A database in {folder} is damaged ({reason}). It was left as it is: keep a copy of the folder before anything else.',
  'error.database_newer':
    '{file} was written by a newer Pendopo (schema {found}, this one knows {known}). Update Pendopo; the file was left as it is.',
  'error.file_missing': 'There is no such file: {path}',
  'error.internal': 'Something went wrong that should not: {reason}',
  'error.already_open': 'Pendopo is open with this folder already; its window was brought to the front.',

  'dialog.title': 'Pendopo cannot start',
  'column.list': 'List',
  'column.firstEntry': 'First entry',
  'column.lastEntry': 'Last entry',
  'column.lastExit': 'Last exit',
  'column.entries': 'Entries',
  'column.exits': 'Exits',
  'column.duplicates': 'Duplicates',
  'column.gate': 'Gate',
  'column.category': 'Category',
  'column.institution': 'Institution',
  'column.visitor': 'Visitor',
  'column.time': 'Time',
  'column.direction': 'Direction',
  'column.outcome': 'Outcome',
  'column.reason': 'Reason',
  'column.mark': 'Mark',
  'column.via': 'Via',
  'column.scan': 'Scan',
  'column.name': 'Name',
  'column.phone': 'Phone',
  'column.email': 'E-mail',
  'column.code': 'Code',
}
