import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { DeskView } from '../../../../core/contract/desk'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from './field'
import { useRefresh } from './use-refresh'

interface Props {
  readonly view: DeskView
  readonly person: PersonView
  readonly onClose: () => void
}

/**
 * Corrects what is known of a person. Phone and e-mail are sealed and stand here empty: what is typed replaces them,
 * what is left empty stays.
 */
export function EditDialog({ view, person, onClose }: Props) {
  const { t, text } = useWords()
  const refresh = useRefresh()
  const [name, setName] = useState(person.name ?? '')
  const [institution, setInstitution] = useState(person.institution ?? '')
  const [category, setCategory] = useState(person.category?.code ?? '')
  const [phone, setPhone] = useState('')
  const [email, setEmail] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isNamed = name.trim() !== '' || person.name === null
  const save = async () => {
    setBusy(true)
    const answer = await call('people.change', {
      visitor: person.id,
      ...(name.trim() === (person.name ?? '') || name.trim() === '' ? {} : { name: name.trim() }),
      ...(institution.trim() === (person.institution ?? '') ? {} : { institution: institution.trim() || null }),
      ...(category === (person.category?.code ?? '') ? {} : { category }),
      ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
      ...(email.trim() === '' ? {} : { email: email.trim() }),
    })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await refresh()
    onClose()
  }
  return (
    <Modal
      name="edit"
      title={t('person.edit')}
      mistake={trouble}
      go={{ title: t('person.edit.go'), isReady: isNamed && !isBusy, onGo: () => void save() }}
      onClose={onClose}
    >
      <Field label={t('people.name')} value={name} onValue={setName} name="name" />
      <Field label={t('people.institution')} value={institution} onValue={setInstitution} name="institution" />
      <label className="desk-field">
        <span>{t('people.category')}</span>
        <span className="st-field desk-choice">
          <select value={category} data-field="category" onChange={({ target }) => setCategory(target.value)}>
            {view.categories.map(({ code, name: called }) => (
              <option key={code} value={code}>
                {text(called)}
              </option>
            ))}
          </select>
          <ChevronDown className="st-i st-i-s" aria-hidden="true" />
        </span>
      </label>
      <Field
        label={t('person.phone')}
        value={phone}
        onValue={setPhone}
        name="phone"
        type="tel"
        hint={person.contact.phone === null ? null : t('person.edit.keeps', { now: person.contact.phone })}
      />
      <Field
        label={t('person.email')}
        value={email}
        onValue={setEmail}
        name="email"
        type="email"
        hint={person.contact.email === null ? null : t('person.edit.keeps', { now: person.contact.email })}
      />
    </Modal>
  )
}
