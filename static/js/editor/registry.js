// What modules bring into the editors. A module registers when it is imported, before page.js makes the editors:
//   addCommands({ name: { run(editor), isActive?(editor), isPossible?(editor) } })   a button with data-command="name"
//   addExtensions((parts, field) => [TipTap extensions])                             parts: the module of django-prose-editor
//   addProps({ handlePaste, transformPastedHTML, handleDrop, … })                    ProseMirror props; every module's are asked
const commands = new Map()
const extensions = []
const props = []

export function addCommands(added) {
  for (const [name, command] of Object.entries(added)) commands.set(name, command)
}

export const commandNamed = (name) => commands.get(name)

export function addExtensions(make) {
  extensions.push(make)
}

export function addProps(added) {
  props.push(added)
}

export function registered(parts, field) {
  return [...extensions.flatMap((make) => make(parts, field)), ...props.map((added, number) => asPlugin(parts, added, number))]
}

function asPlugin({ Extension, Plugin }, added, number) {
  return Extension.create({
    name: `registeredProps${number}`,
    addProseMirrorPlugins: () => [new Plugin({ props: added })],
  })
}
