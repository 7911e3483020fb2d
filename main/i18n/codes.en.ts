/** Words of signed codes and their keys. */
export const codesEn = {
  'progress.codes': '{codes, number} codes made …',
  'error.bad_keys_file':
    '{file} is not a file of public keys; {count, plural, one {# problem} other {# problems}}. Nothing was taken:\n  {first}',
  'error.key_unknown': 'This folder holds no such key. pendopo keys export shows those it holds.',
  'error.own_key': 'This station signs with that key now. Give it a new one first: pendopo keys rotate.',
  'error.code_unknown': 'This code is not known here, so there is nothing to revoke. Check how it is written.',
  'error.code_of_other_fair': 'This is a code of another fair; it is not good here anyway.',
  'error.unknown_output':
    'Codes cannot be written to “{out}”. Name a file that ends in .csv, .pdf or .png (one code), or a folder with / at its end.',
  'error.unknown_category': 'There is no category “{category}” in the set-up. There are: {known}',
  'error.bad_count': '“{count}” is no number of codes from 1 to {most, number}.',
  'error.bad_validity': 'The codes would end ({until}) before they begin ({from}).',
  'error.personal_needs_csv': 'Names can be written into a .csv only.',
  'error.nobody': 'There is nobody to make a code for: no active visitor of the roster is in this category.',
  'error.one_code_needed': 'A .png holds one code, and there are more. Name a folder, with / at its end.',
  'error.out_exists': '{path} is there already. Name a folder that does not exist yet.',
  'key_problem.not_a_list': 'must be a list',
  'key_problem.not_an_entry': 'is not in the form of a keys file',
  'key_problem.unknown_field': 'has a field that no keys file has',
  'key_problem.bad_pretix_key': 'is not the base64 of a PEM public key (Ed25519), as pretix hands it out',
  'key_problem.bad_public_key': 'is not a public key: 64 hexadecimal digits',
  'key_problem.key_missing': 'needs publicKey (or key), once',
  'key_problem.bad_fair': 'is not the id of a fair',
  'key_problem.bad_number': 'is not a station’s number from 0 to 255',
  'column.shortCode': 'Short code',
} as const
