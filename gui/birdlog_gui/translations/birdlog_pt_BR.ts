<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AddressField</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Move it there</source>
        <translation>Mover para lá</translation>
    </message>
    <message>
        <source>Paste {address}</source>
        <translation>Colar {address}</translation>
    </message>
    <message>
        <source>Use {address}</source>
        <translation>Usar {address}</translation>
    </message>
</context>
<context>
    <name>AddressPair</name>
    <message>
        <source>For mail that you &amp;send (BCC)</source>
        <translation>Para as mensagens que você &amp;envia (BCC)</translation>
    </message>
    <message>
        <source>For mail that you &amp;receive (forwarding)</source>
        <translation>Para as mensagens que você &amp;recebe (encaminhamento)</translation>
    </message>
</context>
<context>
    <name>AddressesSetting</name>
    <message>
        <source>Addresses</source>
        <translation>Endereços</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Until this is put right, mail goes to {address} as before.</source>
        <translation>Enquanto isto não for corrigido, os e-mails vão para {address}, como antes.</translation>
    </message>
</context>
<context>
    <name>AddressesStep</name>
    <message>
        <source>Its addresses</source>
        <translation>Endereços dele</translation>
    </message>
    <message>
        <source>Where does {crm} take your mail?</source>
        <translation>Onde o {crm} recebe as suas mensagens?</translation>
    </message>
    <message>
        <source>Open {crm}&apos;s help page</source>
        <translation>Abrir a página de ajuda do {crm}</translation>
    </message>
    <message>
        <source>Without the second one, what you receive is not logged.</source>
        <translation>Sem o segundo, o que você recebe não é registrado.</translation>
    </message>
    <message>
        <source>Without the first one, what you send is not logged.</source>
        <translation>Sem o primeiro, o que você envia não é registrado.</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Change</source>
        <translation>Alterar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remover…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Deixar</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Alterar {name}</translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message>
        <source>The contact</source>
        <translation>O contato</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar endereço</translation>
    </message>
    <message>
        <source>Write in Thunderbird</source>
        <translation>Escrever no Thunderbird</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Empresa</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
    <message>
        <source>Rename the company, for all its contacts</source>
        <translation>Renomear a empresa, para todos os contatos dela</translation>
    </message>
    <message>
        <source>Rename the company</source>
        <translation>Renomear a empresa</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>Nome da empresa</translation>
    </message>
    <message>
        <source>Edit contact</source>
        <translation>Editar contato</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>No mail with this contact has been logged yet.</source>
        <translation>Nenhum e-mail com este contato foi registrado ainda.</translation>
    </message>
    <message>
        <source>Older mails</source>
        <translation>E-mails mais antigos</translation>
    </message>
    <message>
        <source>Deals</source>
        <translation>Negócios</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>E-mails</translation>
    </message>
    <message>
        <source>No company</source>
        <translation>Sem empresa</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) of this company</source>
        <translation>
            <numerusform>%n contato desta empresa</numerusform>
            <numerusform>%n contatos desta empresa</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Thunderbird was not found on this computer.</source>
        <translation>O Thunderbird não foi encontrado neste computador.</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Columns</source>
        <translation>Colunas</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>Crescente</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Decrescente</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>Mailbox</source>
        <translation>Caixa de correio</translation>
    </message>
    <message>
        <source>Connected since</source>
        <translation>Conectada desde</translation>
    </message>
    <message>
        <source>always</source>
        <translation>sempre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>since</source>
        <translation>desde</translation>
    </message>
</context>
<context>
    <name>ConnectionsField</name>
    <message>
        <source>Add a mailbox</source>
        <translation>Adicionar uma caixa de correio</translation>
    </message>
    <message>
        <source>Mailboxes connected to it</source>
        <translation>Caixas de correio conectadas a ela</translation>
    </message>
</context>
<context>
    <name>ContactList</name>
    <message>
        <source>Search contacts</source>
        <translation>Procurar contatos</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Adicionar um contato</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Contacts as CSV or vCard, or Birdlog&apos;s own records</source>
        <translation>Contatos em CSV ou vCard, ou registros do próprio Birdlog</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contatos</translation>
    </message>
    <message>
        <source>Reading the contacts…</source>
        <translation>Lendo os contatos…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Ninguém encontrado</translation>
    </message>
    <message>
        <source>Show all contacts</source>
        <translation>Mostrar todos os contatos</translation>
    </message>
    <message>
        <source>Contacts appear here as mail is logged. You can also add one, or import a file.</source>
        <translation>Os contatos aparecem aqui à medida que os e-mails são registrados. Você também pode adicionar um ou importar um arquivo.</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>Nenhum contato ainda</translation>
    </message>
</context>
<context>
    <name>ContactModel</name>
    <message>
        <source>Last mail: {time}</source>
        <translation>Último e-mail: {time}</translation>
    </message>
</context>
<context>
    <name>ContactsPage</name>
    <message>
        <source>Contacts ({patterns})</source>
        <translation>Contatos ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>Importar contatos</translation>
    </message>
    <message>
        <source>Choose a contact to see the mails with them.</source>
        <translation>Escolha um contato para ver os e-mails com ele.</translation>
    </message>
    <message>
        <source>New contact</source>
        <translation>Novo contato</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>Adicionar contato</translation>
    </message>
</context>
<context>
    <name>CrmStep</name>
    <message>
        <source>Your CRM</source>
        <translation>Seu CRM</translation>
    </message>
    <message>
        <source>Which CRM shall your mail be logged to?</source>
        <translation>Em qual CRM as suas mensagens devem ser registradas?</translation>
    </message>
    <message>
        <source>None yet: keep my contacts on this computer</source>
        <translation>Ainda nenhum: guardar os meus contatos neste computador</translation>
    </message>
    <message>
        <source>Another one that takes mail by an address</source>
        <translation>Outro que recebe mensagens por um endereço</translation>
    </message>
</context>
<context>
    <name>DealList</name>
    <message>
        <source>Add a deal</source>
        <translation>Adicionar um negócio</translation>
    </message>
    <message>
        <source>What the deal is about</source>
        <translation>De que trata o negócio</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>Como está</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Em aberto</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Ganho</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>What became of this mail</source>
        <translation>O que aconteceu com esta mensagem</translation>
    </message>
    <message>
        <source>Thunderbird was not found on this computer.</source>
        <translation>O Thunderbird não foi encontrado neste computador.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Delete everything that Birdlog keeps about {address}?</source>
        <translation>Apagar tudo o que o Birdlog guarda sobre {address}?</translation>
    </message>
    <message>
        <source>The CRM and your mail stay as they are.</source>
        <translation>O CRM e as suas mensagens ficam como estão.</translation>
    </message>
    <message>
        <source>The CRM is being asked…</source>
        <translation>Perguntando ao CRM…</translation>
    </message>
    <message>
        <source>It does not show it yet.</source>
        <translation>Ele ainda não a mostra.</translation>
    </message>
    <message>
        <source>The server&apos;s answer</source>
        <translation>Resposta do servidor</translation>
    </message>
    <message>
        <source>Ask the CRM now</source>
        <translation>Perguntar ao CRM agora</translation>
    </message>
    <message>
        <source>Open in Thunderbird</source>
        <translation>Abrir no Thunderbird</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Esquecer…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Who did not get it</source>
        <translation>Quem não recebeu</translation>
    </message>
    <message>
        <source>What the check said</source>
        <translation>O que a verificação disse</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>Detalhes técnicos</translation>
    </message>
    <message>
        <source>Log again</source>
        <translation>Registrar de novo</translation>
    </message>
    <message>
        <source>Log without the attachments</source>
        <translation>Registrar sem os anexos</translation>
    </message>
    <message>
        <source>Log without the history</source>
        <translation>Registrar sem o histórico</translation>
    </message>
    <message>
        <source>The journal does not know this mail&apos;s Message-ID.</source>
        <translation>O diário não conhece o Message-ID desta mensagem.</translation>
    </message>
    <message>
        <source>Never log mail with {address}?</source>
        <translation>Nunca registrar mensagens com {address}?</translation>
    </message>
    <message>
        <source>From now on no mail with this address is logged. What the CRM has stays there.</source>
        <translation>De agora em diante nenhuma mensagem com este endereço é registrada. O que está no CRM fica lá.</translation>
    </message>
    <message>
        <source>Nobody at {domain}</source>
        <translation>Ninguém de {domain}</translation>
    </message>
    <message>
        <source>On your never-log list: {names}.</source>
        <translation>Na sua lista de nunca registrar: {names}.</translation>
    </message>
    <message>
        <source>Off your list: {names}.</source>
        <translation>Fora da sua lista: {names}.</translation>
    </message>
    <message>
        <source>Never log…</source>
        <translation>Nunca registrar…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>This address</source>
        <translation>Este endereço</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Log it in {crm} directly</source>
        <translation>Registrar direto no {crm}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quem</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Subject not kept</source>
        <translation>Assunto não guardado</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(sem assunto)</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export mails</source>
        <translation>Exportar mensagens</translation>
    </message>
    <message>
        <source>Table for a spreadsheet (*.csv)</source>
        <translation>Tabela para planilha (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Pasta:</translation>
    </message>
    <message>
        <source>Form:</source>
        <translation>Formato:</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>Your address</source>
        <translation>Seu endereço</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Message-ID of the forward</source>
        <translation>Message-ID do encaminhamento</translation>
    </message>
    <message>
        <source>CRM address</source>
        <translation>Endereço do CRM</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Came back for</source>
        <translation>Devolvido por</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The server&apos;s answer</source>
        <translation>Resposta do servidor</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Reconhecido por</translation>
    </message>
    <message>
        <source>The CRM&apos;s address in Bcc</source>
        <translation>Endereço do CRM em Cco</translation>
    </message>
    <message>
        <source>Forwarded to the CRM</source>
        <translation>Encaminhado ao CRM</translation>
    </message>
    <message>
        <source>Given to the CRM on this computer</source>
        <translation>Entregue ao CRM deste computador</translation>
    </message>
    <message>
        <source>Given to the CRM by Birdlog</source>
        <translation>Entregue ao CRM pelo Birdlog</translation>
    </message>
    <message>
        <source>Thunderbird reported it as sent.</source>
        <translation>O Thunderbird informou o envio.</translation>
    </message>
    <message>
        <source>Thunderbird put it into the Outbox.</source>
        <translation>O Thunderbird colocou a mensagem na Caixa de saída.</translation>
    </message>
    <message>
        <source>Thunderbird reported an error.</source>
        <translation>O Thunderbird informou um erro.</translation>
    </message>
    <message>
        <source>Thunderbird reported the forward as sent.</source>
        <translation>O Thunderbird informou o envio do encaminhamento.</translation>
    </message>
    <message>
        <source>Thunderbird put the forward into the Outbox.</source>
        <translation>O Thunderbird colocou o encaminhamento na Caixa de saída.</translation>
    </message>
    <message>
        <source>Thunderbird reported an error with the forward.</source>
        <translation>O Thunderbird informou um erro no encaminhamento.</translation>
    </message>
    <message>
        <source>Message-ID and address</source>
        <translation>Message-ID e endereço</translation>
    </message>
    <message>
        <source>subject, time and address, for want of a Message-ID</source>
        <translation>assunto, hora e endereço, por falta de Message-ID</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search</source>
        <translation>Pesquisar</translation>
    </message>
    <message>
        <source>Search subject or contact</source>
        <translation>Pesquisar assunto ou contato</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>Part of an address, or one in &lt;&gt; for that alone</source>
        <translation>Parte de um endereço, ou um endereço entre &lt;&gt; para só esse</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
    <message>
        <source>Show all mails</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>All profiles</source>
        <translation>Todos os perfis</translation>
    </message>
    <message>
        <source>Which mails</source>
        <translation>Quais mensagens</translation>
    </message>
    <message>
        <source>All mails</source>
        <translation>Todas as mensagens</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Precisam de você</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Outras</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvando…</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>Geral</translation>
    </message>
    <message>
        <source>&amp;Look at each forward before it goes</source>
        <translation>&amp;Ver cada encaminhamento antes do envio</translation>
    </message>
    <message>
        <source>“Log to CRM” opens the message that is about to be sent. Without this it goes at once.</source>
        <translation>“Registrar no CRM” abre a mensagem que vai ser enviada. Sem isto, ela é enviada na hora.</translation>
    </message>
    <message>
        <source>&amp;Start Birdlog when you log in</source>
        <translation>&amp;Iniciar o Birdlog quando você entra na sessão</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>The log on this computer</source>
        <translation>O registro neste computador</translation>
    </message>
    <message>
        <source>When you log in</source>
        <translation>Ao entrar na sessão</translation>
    </message>
    <message>
        <source>Thunderbird and the helper</source>
        <translation>O Thunderbird e o auxiliar</translation>
    </message>
    <message>
        <source>It waits in the tray and tells you what comes back.</source>
        <translation>Ele fica na bandeja e avisa o que foi devolvido.</translation>
    </message>
    <message>
        <source>On this system you add birdlog-tray to your login items yourself.</source>
        <translation>Neste sistema, é você quem adiciona birdlog-tray aos itens de início de sessão.</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Nothing is logged yet: Birdlog does not know your CRM.</source>
        <translation>Nada é registrado ainda: o Birdlog não conhece o seu CRM.</translation>
    </message>
    <message>
        <source>Thunderbird can&apos;t find the Birdlog helper.</source>
        <translation>O Thunderbird não encontra o auxiliar do Birdlog.</translation>
    </message>
    <message>
        <source>Logging is paused.</source>
        <translation>O registro está em pausa.</translation>
    </message>
    <message>
        <source>Logging is paused until {time}.</source>
        <translation>O registro está em pausa até {time}.</translation>
    </message>
    <message>
        <source>Thunderbird is not running, or its Birdlog add-on is off.</source>
        <translation>O Thunderbird não está aberto, ou a extensão Birdlog está desligada.</translation>
    </message>
    <message>
        <source>Your keyring is locked, so {crm} can&apos;t be asked whether your mail arrived.</source>
        <translation>Seu chaveiro está bloqueado, então não dá para perguntar ao {crm} se a sua mensagem chegou.</translation>
    </message>
    <message>
        <source>There is no keyring, so {crm} can&apos;t be asked whether your mail arrived.</source>
        <translation>Não há chaveiro, então não dá para perguntar ao {crm} se a sua mensagem chegou.</translation>
    </message>
    <message>
        <source>All is well. Your mail is logged to {crm}.</source>
        <translation>Está tudo bem. As suas mensagens são registradas no {crm}.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Está tudo bem.</translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>Show them</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>Configurar</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Desbloquear…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Abrir o arquivo</translation>
    </message>
    <message>
        <source>Set up Birdlog</source>
        <translation>Configurar o Birdlog</translation>
    </message>
</context>
<context>
    <name>HelperState</name>
    <message>
        <source>What was looked at</source>
        <translation>O que foi verificado</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>&amp;Verificar de novo</translation>
    </message>
    <message>
        <source>Set the &amp;helper up anew</source>
        <translation>&amp;Configurar o auxiliar de novo</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Verificando…</translation>
    </message>
    <message>
        <source>Birdlog could not look.</source>
        <translation>O Birdlog não conseguiu verificar.</translation>
    </message>
    <message>
        <source>Everything is in its place.</source>
        <translation>Está tudo em ordem.</translation>
    </message>
</context>
<context>
    <name>IdentitiesSetting</name>
    <message>
        <source>Your addresses</source>
        <translation>Seus endereços</translation>
    </message>
</context>
<context>
    <name>IdentitiesStep</name>
    <message>
        <source>Your addresses</source>
        <translation>Seus endereços</translation>
    </message>
    <message>
        <source>Set up the helper</source>
        <translation>Instalar o auxiliar</translation>
    </message>
    <message>
        <source>Whose mail is logged to {crm}?</source>
        <translation>As mensagens de quem são registradas no {crm}?</translation>
    </message>
    <message>
        <source>Thunderbird has these addresses. Mail from one that you leave out is not logged.</source>
        <translation>O Thunderbird tem estes endereços. As mensagens de um que você deixar de fora não são registradas.</translation>
    </message>
    <message>
        <source>Thunderbird has not told your addresses yet: it can&apos;t find the Birdlog helper. Until you choose, the mail of all your addresses is logged.</source>
        <translation>O Thunderbird ainda não informou os seus endereços: ele não encontra o auxiliar do Birdlog. Enquanto você não escolher, são registradas as mensagens de todos os seus endereços.</translation>
    </message>
    <message>
        <source>Thunderbird has not told your addresses yet. Open it, with the Birdlog add-on installed, and they appear here. Until you choose, the mail of all your addresses is logged.</source>
        <translation>O Thunderbird ainda não informou os seus endereços. Abra-o, com a extensão Birdlog instalada, e eles aparecem aqui. Enquanto você não escolher, são registradas as mensagens de todos os seus endereços.</translation>
    </message>
    <message>
        <source>The add-on is the file {file}. In Thunderbird, open Add-ons and Themes, click the gear wheel and choose Install Add-on From File.</source>
        <translation>A extensão é o arquivo {file}. No Thunderbird, abra Extensões e Temas, clique na engrenagem e escolha Instalar extensão de um arquivo.</translation>
    </message>
</context>
<context>
    <name>IdentityChooser</name>
    <message>
        <source>&amp;All my addresses, and those that I add later</source>
        <translation>&amp;Todos os meus endereços, e os que eu acrescentar depois</translation>
    </message>
    <message>
        <source>&amp;Only these:</source>
        <translation>&amp;Somente estes:</translation>
    </message>
    <message>
        <source>Tick at least one of them; as it is, all are served.</source>
        <translation>Marque pelo menos um; assim como está, todos são atendidos.</translation>
    </message>
</context>
<context>
    <name>ImportStrip</name>
    <message>
        <source>How far the import is</source>
        <translation>Andamento da importação</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>O que ficou de fora</translation>
    </message>
    <message>
        <source>Taking in {file}…</source>
        <translation>Importando {file}…</translation>
    </message>
    <message>
        <source>Taken in from {file}: {counts}.</source>
        <translation>Importado de {file}: {counts}.</translation>
    </message>
    <message>
        <source>{file} has nothing that could be taken in.</source>
        <translation>Não há em {file} nada que se possa importar.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were left out.</source>
        <translation>
            <numerusform>%n linha ficou de fora.</numerusform>
            <numerusform>%n linhas ficaram de fora.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%n contato</numerusform>
            <numerusform>%n contatos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n company(ies)</source>
        <translation>
            <numerusform>%n empresa</numerusform>
            <numerusform>%n empresas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deal(s)</source>
        <translation>
            <numerusform>%n negócio</numerusform>
            <numerusform>%n negócios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n usuário</numerusform>
            <numerusform>%n usuários</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n team(s)</source>
        <translation>
            <numerusform>%n equipe</numerusform>
            <numerusform>%n equipes</numerusform>
        </translation>
    </message>
    <message>
        <source>on your never-log list</source>
        <translation>na sua lista de nunca registrar</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>sem endereço</translation>
    </message>
    <message>
        <source>Line {line}: {why}</source>
        <translation>Linha {line}: {why}</translation>
    </message>
    <message>
        <source>Stopped. Nothing of {file} was taken in.</source>
        <translation>Interrompido. Nada de {file} foi importado.</translation>
    </message>
</context>
<context>
    <name>KeptDays</name>
    <message>
        <source>&amp;Keep entries</source>
        <translation>&amp;Manter os itens</translation>
    </message>
    <message>
        <source>Let them go</source>
        <translation>Deixar sair</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>para sempre</translation>
    </message>
    <message>
        <source>for 30 days</source>
        <translation>por 30 dias</translation>
    </message>
    <message>
        <source>for 90 days</source>
        <translation>por 90 dias</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>por um ano</translation>
    </message>
    <message>
        <source>for two years</source>
        <translation>por dois anos</translation>
    </message>
    <message>
        <source>for another number of days</source>
        <translation>por outro número de dias</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dias</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dias</translation>
    </message>
    <message>
        <source>Entries in which nothing has changed for longer leave the log within a day. What is in the CRM stays there.</source>
        <translation>Itens em que nada mudou há mais tempo saem do registro em até um dia. O que está no CRM continua lá.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) would leave the log for that. They can&apos;t be brought back.</source>
        <translation>
            <numerusform>%n item sairia do registro por isso. Não há como trazê-lo de volta.</numerusform>
            <numerusform>%n itens sairiam do registro por isso. Não há como trazê-los de volta.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyringState</name>
    <message>
        <source>Unlock…</source>
        <translation>Desbloquear…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Procurar de novo</translation>
    </message>
    <message>
        <source>Looking for your keyring…</source>
        <translation>Procurando o seu chaveiro…</translation>
    </message>
    <message>
        <source>Your keyring asks for its password…</source>
        <translation>O seu chaveiro está pedindo a senha…</translation>
    </message>
    <message>
        <source>Birdlog could not find out whether your keyring can be used.</source>
        <translation>O Birdlog não conseguiu saber se o seu chaveiro pode ser usado.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Show these mails</source>
        <translation>Mostrar estas mensagens</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 dias</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>Choose all</source>
        <translation>Escolher todas</translation>
    </message>
    <message>
        <source>Export all that is listed…</source>
        <translation>Exportar tudo o que está na lista…</translation>
    </message>
    <message>
        <source>Only mails with {address}</source>
        <translation>Só mensagens com {address}</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>This can&apos;t be put on the never-log list.</source>
        <translation>Isto não pode entrar na lista de nunca registrar.</translation>
    </message>
    <message>
        <source>It is on your never-log list already.</source>
        <translation>Já está na sua lista de nunca registrar.</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Mails</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Looking through the mails…</source>
        <translation>Procurando nas mensagens…</translation>
    </message>
    <message>
        <source>Choose a mail to see what became of it.</source>
        <translation>Escolha uma mensagem para ver o que aconteceu com ela.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>No mail found</source>
        <translation>Nenhuma mensagem encontrada</translation>
    </message>
    <message>
        <source>Show all mails</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation>Nenhuma mensagem ainda</translation>
    </message>
    <message>
        <source>Each mail that Birdlog logs, or leaves out, appears here with what became of it.</source>
        <translation>Cada mensagem que o Birdlog registra, ou deixa de fora, aparece aqui com o que aconteceu com ela.</translation>
    </message>
    <message>
        <source>Write to a contact in Thunderbird: before you send, the Birdlog button in that window says whether the mail will be logged.</source>
        <translation>Escreva a um contato no Thunderbird: antes do envio, o botão Birdlog daquela janela diz se a mensagem será registrada.</translation>
    </message>
    <message>
        <source>Set up Birdlog</source>
        <translation>Configurar o Birdlog</translation>
    </message>
    <message>
        <source>First tell Birdlog which CRM your mail goes to.</source>
        <translation>Primeiro diga ao Birdlog a qual CRM as suas mensagens vão.</translation>
    </message>
</context>
<context>
    <name>MailRow</name>
    <message>
        <source>This mail has no text.</source>
        <translation>Este e-mail não tem texto.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(sem assunto)</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebido</translation>
    </message>
    <message>
        <source>{way}, logged for {who}</source>
        <translation>{way}, registrado para {who}</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n anexo</numerusform>
            <numerusform>%n anexos</numerusform>
        </translation>
    </message>
    <message>
        <source>Text of the mail</source>
        <translation>Texto do e-mail</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>The rest is in the mail itself.</source>
        <translation>O resto está no próprio e-mail.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escrito</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Anexos</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sem nome</translation>
    </message>
    <message>
        <source>Open in Thunderbird</source>
        <translation>Abrir no Thunderbird</translation>
    </message>
    <message>
        <source>Show in the log</source>
        <translation>Mostrar no registro</translation>
    </message>
</context>
<context>
    <name>ManyActions</name>
    <message>
        <source>These are too many to be copied. Export them to a file.</source>
        <translation>São mensagens demais para copiar. Exporte-as para um arquivo.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are being copied…</source>
        <translation>
            <numerusform>%n mensagem está sendo copiada…</numerusform>
            <numerusform>%n mensagens estão sendo copiadas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are being exported…</source>
        <translation>
            <numerusform>%n mensagem está sendo exportada…</numerusform>
            <numerusform>%n mensagens estão sendo exportadas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are in {file} now.</source>
        <translation>
            <numerusform>%n mensagem está agora em {file}.</numerusform>
            <numerusform>%n mensagens estão agora em {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thunderbird has been asked to log %n mail(s) again.</source>
        <translation>
            <numerusform>O Thunderbird foi solicitado a registrar %n mensagem de novo.</numerusform>
            <numerusform>O Thunderbird foi solicitado a registrar %n mensagens de novo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) can&apos;t be logged again; each one says why.</source>
        <translation>
            <numerusform>%n mensagem não pode ser registrada de novo; ela diz por quê.</numerusform>
            <numerusform>%n mensagens não podem ser registradas de novo; cada uma diz por quê.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) have been looked at…</source>
        <translation>
            <numerusform>%n mensagem foi examinada…</numerusform>
            <numerusform>%n mensagens foram examinadas…</numerusform>
        </translation>
    </message>
    <message>
        <source>These are too many contacts. Choose fewer mails.</source>
        <translation>São contatos demais. Escolha menos mensagens.</translation>
    </message>
    <message numerus="yes">
        <source>From now on mail with %n contact(s) will never be logged.</source>
        <translation>
            <numerusform>A partir de agora, mensagens com %n contato nunca serão registradas.</numerusform>
            <numerusform>A partir de agora, mensagens com %n contatos nunca serão registradas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are being forgotten…</source>
        <translation>
            <numerusform>%n mensagem está sendo esquecida…</numerusform>
            <numerusform>%n mensagens estão sendo esquecidas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) were forgotten.</source>
        <translation>
            <numerusform>%n mensagem foi esquecida.</numerusform>
            <numerusform>%n mensagens foram esquecidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Broken off. Nothing was changed.</source>
        <translation>Interrompido. Nada foi alterado.</translation>
    </message>
    <message>
        <source>{file} could not be written: {problem}.</source>
        <translation>Não foi possível gravar {file}: {problem}.</translation>
    </message>
</context>
<context>
    <name>NameSetting</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>It keeps its name.</source>
        <translation>Ele fica com o nome que tem.</translation>
    </message>
</context>
<context>
    <name>NeverLogSection</name>
    <message>
        <source>Never log</source>
        <translation>Nunca registrar</translation>
    </message>
    <message>
        <source>Mail to and from these people is never logged, whichever CRM it would go to.</source>
        <translation>E-mails de e para estas pessoas nunca são registrados, seja qual for o CRM.</translation>
    </message>
</context>
<context>
    <name>NeverLogStep</name>
    <message>
        <source>Never logged</source>
        <translation>Nunca registrar</translation>
    </message>
    <message>
        <source>What shall never be logged?</source>
        <translation>O que nunca deve ser registrado?</translation>
    </message>
    <message>
        <source>Mail that stays among colleagues is internal, and is not logged.</source>
        <translation>As mensagens que ficam entre colegas são internas e não são registradas.</translation>
    </message>
    <message>
        <source>company.com; several with commas</source>
        <translation>empresa.com.br; vários com vírgulas</translation>
    </message>
    <message>
        <source>Co&amp;lleagues are on the never-log list as well</source>
        <translation>Colegas também estão na lista do que n&amp;unca é registrado</translation>
    </message>
    <message>
        <source>&amp;Domains of your company</source>
        <translation>D&amp;omínios da sua empresa</translation>
    </message>
    <message>
        <source>This is no domain: {entries}. Write company.com.</source>
        <translation>Isto não é um domínio: {entries}. Escreva empresa.com.br.</translation>
    </message>
    <message>
        <source>Anybody can have an address at {entries}, so mail there is never taken for internal.</source>
        <translation>Qualquer pessoa pode ter um endereço em {entries}; por isso, mensagens para lá nunca são tomadas por internas.</translation>
    </message>
    <message>
        <source>Mail from an address at {entries} to another one there is internal all the same.</source>
        <translation>As mensagens de um endereço em {entries} para outro de lá são internas mesmo assim.</translation>
    </message>
    <message>
        <source>Then mail to a customer is not logged either where a colleague gets a copy.</source>
        <translation>Então também não é registrada a mensagem a um cliente da qual um colega recebe cópia.</translation>
    </message>
    <message>
        <source>As it is, mail to a customer with a copy to a colleague is logged, and the colleague may become a contact.</source>
        <translation>Assim como está, a mensagem a um cliente com cópia para um colega é registrada, e o colega pode virar um contato.</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Not delivered: {subject}</source>
        <translation>Não entregue: {subject}</translation>
    </message>
    <message>
        <source>Came back: {subject}</source>
        <translation>Devolvida: {subject}</translation>
    </message>
</context>
<context>
    <name>OrderSetting</name>
    <message>
        <source>Order</source>
        <translation>Ordem</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Para cima</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Para baixo</translation>
    </message>
    <message>
        <source>Of CRMs that serve the same address, the uppermost takes its mail.</source>
        <translation>Dos CRMs que atendem o mesmo endereço, o que está mais acima recebe os e-mails.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Most frequent reasons</source>
        <translation>Motivos mais frequentes</translation>
    </message>
    <message>
        <source>Nothing kept a mail out.</source>
        <translation>Nada deixou uma mensagem de fora.</translation>
    </message>
    <message>
        <source>Needs you now</source>
        <translation>Precisa de você agora</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>Nada precisa de você.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Mails of each day</source>
        <translation>Mensagens de cada dia</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>Copiar os números</translation>
    </message>
    <message>
        <source>How many mails of each day were logged, came back or were left out appears here, and why.</source>
        <translation>Aqui aparece quantas mensagens de cada dia foram registradas, voltaram ou ficaram de fora, e por quê.</translation>
    </message>
    <message>
        <source>No mail in the last 30 days</source>
        <translation>Nenhuma mensagem nos últimos 30 dias</translation>
    </message>
    <message>
        <source>The mails of the last 30 days are being counted.</source>
        <translation>As mensagens dos últimos 30 dias estão sendo contadas.</translation>
    </message>
</context>
<context>
    <name>PatternsField</name>
    <message>
        <source>name@example.com, or *@example.com for all of them</source>
        <translation>nome@example.com, ou *@example.com para todos de lá</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Importar um arquivo…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Tirar da lista</translation>
    </message>
    <message>
        <source>Never-log list</source>
        <translation>Lista do que nunca é registrado</translation>
    </message>
    <message>
        <source>Lists (*.txt *.csv);;All files (*)</source>
        <translation>Listas (*.txt *.csv);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Import never-log entries</source>
        <translation>Importar quem nunca é registrado</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {why}.</source>
        <translation>O arquivo não pode ser lido: {why}.</translation>
    </message>
    <message>
        <source>This can&apos;t be read: {entries}. Write name@example.com or *@example.com.</source>
        <translation>Isto não pode ser lido: {entries}. Escreva nome@example.com ou *@example.com.</translation>
    </message>
    <message>
        <source>It is on the list already.</source>
        <translation>Já está na lista.</translation>
    </message>
    <message>
        <source>Never l&amp;og mail with</source>
        <translation>Nunca re&amp;gistrar mensagens com</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Desfazer</translation>
    </message>
    <message>
        <source>Find in the list</source>
        <translation>Procurar na lista</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) taken off the list.</source>
        <translation>
            <numerusform>%n entrada tirada da lista.</numerusform>
            <numerusform>%n entradas tiradas da lista.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) put on the list.</source>
        <translation>
            <numerusform>%n entrada posta na lista.</numerusform>
            <numerusform>%n entradas postas na lista.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PauseSetting</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Retomar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Por uma hora</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Até amanhã</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>Até eu retomar</translation>
    </message>
    <message>
        <source>Logging is on.</source>
        <translation>O registro está ativo.</translation>
    </message>
    <message>
        <source>Logging is paused.</source>
        <translation>O registro está pausado.</translation>
    </message>
    <message>
        <source>Logging is paused until {time}.</source>
        <translation>O registro está pausado até {time}.</translation>
    </message>
</context>
<context>
    <name>PeopleSection</name>
    <message>
        <source>People the CRM knows</source>
        <translation>Pessoas que o CRM conhece</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>Adicionar um usuário</translation>
    </message>
    <message>
        <source>Add a team address</source>
        <translation>Adicionar um endereço de equipe</translation>
    </message>
    <message>
        <source>The CRM logs mail whose sender it knows. If you describe its users here, Birdlog says before you send who gets the credit, and which address the CRM would not know.</source>
        <translation>O CRM registra e-mails cujo remetente ele conhece. Se você descrever aqui os usuários dele, o Birdlog diz antes do envio quem fica com o crédito e que endereço o CRM não conheceria.</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuários</translation>
    </message>
    <message>
        <source>Team addresses</source>
        <translation>Endereços de equipe</translation>
    </message>
</context>
<context>
    <name>Period</name>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Qualquer data</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 dias</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 dias</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Este ano</translation>
    </message>
    <message>
        <source>Between two days</source>
        <translation>Entre dois dias</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Primeiro dia</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Último dia</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;De</translation>
    </message>
    <message>
        <source>t&amp;o</source>
        <translation>&amp;até</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>none; several with commas</source>
        <translation>nenhum; vários com vírgulas</translation>
    </message>
    <message>
        <source>Account in the CRM (its mail address)</source>
        <translation>Conta no CRM (o endereço de e-mail dela)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>Outros endereços da conta</translation>
    </message>
    <message>
        <source>Birdlog will not know {name} as a sender any more. In the CRM nothing changes.</source>
        <translation>O Birdlog não conhecerá mais {name} como remetente. No CRM nada muda.</translation>
    </message>
    <message>
        <source>This is no mail address: {entries}.</source>
        <translation>Isto não é um endereço de e-mail: {entries}.</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>Show this contact</source>
        <translation>Mostrar este contato</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>En&amp;dereço</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Com&amp;pany</source>
        <translation>Em&amp;presa</translation>
    </message>
</context>
<context>
    <name>PreferencesWindow</name>
    <message>
        <source>Birdlog settings</source>
        <translation>Configurações do Birdlog</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Seções</translation>
    </message>
    <message>
        <source>Add another CRM…</source>
        <translation>Adicionar outro CRM…</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Abrir o arquivo</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Geral</translation>
    </message>
    <message>
        <source>Never log</source>
        <translation>Nunca registrar</translation>
    </message>
    <message>
        <source>Add a CRM…</source>
        <translation>Adicionar um CRM…</translation>
    </message>
    <message>
        <source>People the CRM knows</source>
        <translation>Pessoas que o CRM conhece</translation>
    </message>
    <message>
        <source>CRM on this computer</source>
        <translation>CRM neste computador</translation>
    </message>
</context>
<context>
    <name>ProfileSection</name>
    <message>
        <source>{crm}, since {day}</source>
        <translation>{crm}, desde {day}</translation>
    </message>
    <message>
        <source>The addresses of {crm}</source>
        <translation>Os endereços do {crm}</translation>
    </message>
    <message>
        <source>Mail goes straight there. Only mail from elsewhere needs addresses.</source>
        <translation>Os e-mails vão direto para lá. Só e-mails de outro lugar precisam de endereços.</translation>
    </message>
    <message>
        <source>Your company&apos;s &amp;domains</source>
        <translation>Os &amp;domínios da sua empresa</translation>
    </message>
    <message>
        <source>Mail that stays within them is internal and not logged.</source>
        <translation>E-mails que ficam dentro deles são internos e não são registrados.</translation>
    </message>
    <message>
        <source>company.example; several with commas</source>
        <translation>empresa.example; vários com vírgulas</translation>
    </message>
    <message>
        <source>Whose mail is logged here</source>
        <translation>De quem são os e-mails registrados aqui</translation>
    </message>
    <message>
        <source>Mail that also goes to somebody on your never-log list</source>
        <translation>E-mails que também vão para alguém da sua lista “nunca registrar”</translation>
    </message>
    <message>
        <source>is not logged</source>
        <translation>não são registrados</translation>
    </message>
    <message>
        <source>is logged if I say so when I send it</source>
        <translation>são registrados se eu disser isso ao enviar</translation>
    </message>
    <message>
        <source>is logged</source>
        <translation>são registrados</translation>
    </message>
    <message>
        <source>The other recipients&apos; records then show the mail with everybody on it.</source>
        <translation>A ficha dos outros destinatários mostra então o e-mail com todos os nomes.</translation>
    </message>
    <message>
        <source>Log &amp;replies to logged mail by themselves</source>
        <translation>Registrar por si &amp;respostas a e-mails registrados</translation>
    </message>
    <message>
        <source>Never what a program, a mailing list, the CRM or you yourself wrote.</source>
        <translation>Nunca o que um programa, uma lista de discussão, o CRM ou você mesmo escreveu.</translation>
    </message>
    <message>
        <source>Leave the quoted &amp;history out</source>
        <translation>Deixar de fora o &amp;histórico citado</translation>
    </message>
    <message>
        <source>Leave the &amp;attachments out</source>
        <translation>Deixar de fora os &amp;anexos</translation>
    </message>
    <message>
        <source>“Log to CRM” on mail that you received</source>
        <translation>“Registrar no CRM” em e-mails que você recebeu</translation>
    </message>
    <message>
        <source>as {crm} says: {size}</source>
        <translation>como diz o {crm}: {size}</translation>
    </message>
    <message>
        <source>The &amp;text of a mail</source>
        <translation>O &amp;texto de um e-mail</translation>
    </message>
    <message>
        <source>A larger mail is not logged, and you are told before you send it.</source>
        <translation>Um e-mail maior não é registrado, e você é avisado antes de enviá-lo.</translation>
    </message>
    <message>
        <source>&amp;Files in a mail</source>
        <translation>Os ar&amp;quivos de um e-mail</translation>
    </message>
    <message>
        <source>A mail with larger ones is logged without them.</source>
        <translation>Um e-mail com arquivos maiores é registrado sem eles.</translation>
    </message>
    <message>
        <source>How much {crm} takes</source>
        <translation>Quanto o {crm} aceita</translation>
    </message>
    <message>
        <source>{crm} finds the sender of a forwarded message by words such as “From”. It is known to read them in {languages}.</source>
        <translation>O {crm} acha o remetente de uma mensagem encaminhada por palavras como “De”. Sabe-se que ele as lê em {languages}.</translation>
    </message>
    <message>
        <source>A further &amp;language that {crm} reads</source>
        <translation>Outro &amp;idioma que o {crm} lê</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>Does it arrive?</source>
        <translation>Os e-mails chegam?</translation>
    </message>
    <message>
        <source>Address of the API</source>
        <translation>Endereço da API</translation>
    </message>
    <message>
        <source>Version of the API</source>
        <translation>Versão da API</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>Técnico</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Your keyring is being asked…</source>
        <translation>Consultando o seu chaveiro…</translation>
    </message>
    <message>
        <source>It is still locked.</source>
        <translation>Ele continua bloqueado.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Thunderbird is not running, or its Birdlog add-on is off. It sends the mail once it is on.</source>
        <translation>O Thunderbird está fechado, ou a extensão Birdlog está desativada. A mensagem é enviada quando ele abrir.</translation>
    </message>
    <message>
        <source>Thunderbird is asked to send it</source>
        <translation>O Thunderbird deve enviá-la</translation>
    </message>
    <message>
        <source>Thunderbird has not sent it</source>
        <translation>O Thunderbird não a enviou</translation>
    </message>
    <message>
        <source>{crm} is asked whether it arrived. That can take some minutes.</source>
        <translation>Pergunta-se ao {crm} se ela chegou. Isso pode levar alguns minutos.</translation>
    </message>
    <message>
        <source>{crm} has the mail. From now on, Thunderbird says before you send whether a mail will be logged.</source>
        <translation>O {crm} tem a mensagem. De agora em diante, o Thunderbird diz antes do envio se uma mensagem será registrada.</translation>
    </message>
    <message>
        <source>It was sent to {crm}. Birdlog can&apos;t ask there whether it arrived: look at the contact {to} soon.</source>
        <translation>Ela foi enviada ao {crm}. O Birdlog não pode perguntar lá se ela chegou: veja o contato {to} daqui a pouco.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Step {number} of {count}: {name}</source>
        <translation>Passo {number} de {count}: {name}</translation>
    </message>
</context>
<context>
    <name>RecordsSection</name>
    <message>
        <source>CRM on this computer</source>
        <translation>CRM neste computador</translation>
    </message>
    <message>
        <source>&amp;Database of a team</source>
        <translation>&amp;Banco de dados de uma equipe</translation>
    </message>
    <message>
        <source>Without one, the records are in a file of Birdlog&apos;s own.</source>
        <translation>Sem um, os registros ficam num arquivo do próprio Birdlog.</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>&amp;Testar</translation>
    </message>
    <message>
        <source>Where the records are</source>
        <translation>Onde estão os registros</translation>
    </message>
    <message>
        <source>The records are in the database that is named here.</source>
        <translation>Os registros estão no banco de dados indicado aqui.</translation>
    </message>
    <message>
        <source>The records are in {path}.</source>
        <translation>Os registros estão em {path}.</translation>
    </message>
    <message>
        <source>Opening it…</source>
        <translation>Abrindo…</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Remove this CRM…</source>
        <translation>Remover este CRM…</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Deixar</translation>
    </message>
    <message>
        <source>No more mail will be logged to {crm} here. What is in {crm} and in the log stays; the addresses, and an access token in your keyring, are forgotten.</source>
        <translation>Nenhum e-mail será mais registrado no {crm} por aqui. O que está no {crm} e no registro fica; os endereços, e um token de acesso no seu chaveiro, são esquecidos.</translation>
    </message>
    <message>
        <source>It was not removed.</source>
        <translation>Não foi removido.</translation>
    </message>
</context>
<context>
    <name>RepliesStrip</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Log all</source>
        <translation>Registrar todas</translation>
    </message>
    <message>
        <source>Replies that nobody logged</source>
        <translation>Respostas que ninguém registrou</translation>
    </message>
    <message numerus="yes">
        <source>%n repl(y/ies) nobody has logged yet.</source>
        <translation>
            <numerusform>%n resposta que ninguém registrou ainda.</numerusform>
            <numerusform>%n respostas que ninguém registrou ainda.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
</context>
<context>
    <name>ReplyRow</name>
    <message>
        <source>Log</source>
        <translation>Registrar</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>Esta não</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Thunderbird logs it as soon as it runs and is online.</source>
        <translation>O Thunderbird a registra assim que estiver aberto e conectado.</translation>
    </message>
</context>
<context>
    <name>SendersStep</name>
    <message>
        <source>Its users</source>
        <translation>Usuários dele</translation>
    </message>
    <message>
        <source>Whom does {crm} know as a sender?</source>
        <translation>Quem o {crm} conhece como remetente?</translation>
    </message>
    <message>
        <source>Most CRMs log mail only from addresses of their users: the account&apos;s own, connected mailboxes, and aliases. Birdlog warns you before you send from another one. If you skip this, it takes all your addresses for known.</source>
        <translation>A maioria dos CRMs só registra mensagens de endereços dos seus usuários: o da conta, caixas de e-mail conectadas e aliases. O Birdlog avisa antes que você envie de outro. Se você pular esta parte, ele toma todos os seus endereços por conhecidos.</translation>
    </message>
</context>
<context>
    <name>SetUpWindow</name>
    <message>
        <source>Set up Birdlog</source>
        <translation>Configurar o Birdlog</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>&amp;Pular</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Concluir</translation>
    </message>
    <message>
        <source>&amp;Save and go on</source>
        <translation>&amp;Salvar e continuar</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Avançar</translation>
    </message>
    <message>
        <source>Test it &amp;later</source>
        <translation>Testar &amp;depois</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fechar</translation>
    </message>
</context>
<context>
    <name>SeveralPane</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Log again</source>
        <translation>Registrar de novo</translation>
    </message>
    <message>
        <source>Never log these contacts</source>
        <translation>Nunca registrar esses contatos</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Esquecer…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>All mails in the list are chosen.</source>
        <translation>Todas as mensagens da lista estão escolhidas.</translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) are chosen.</source>
        <translation>
            <numerusform>%n mensagem está escolhida.</numerusform>
            <numerusform>%n mensagens estão escolhidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete what Birdlog keeps about these mails?</source>
        <translation>Excluir o que o Birdlog guarda sobre essas mensagens?</translation>
    </message>
    <message>
        <source>The CRM and your mail stay as they are.</source>
        <translation>O CRM e o seu e-mail continuam como estão.</translation>
    </message>
</context>
<context>
    <name>StatusWindow</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Visões</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contatos</translation>
    </message>
</context>
<context>
    <name>TeamCard</name>
    <message>
        <source>Team</source>
        <translation>Equipe</translation>
    </message>
    <message>
        <source>Address of the team</source>
        <translation>Endereço da equipe</translation>
    </message>
    <message>
        <source>Who was ticked first connected the address and gets the credit.</source>
        <translation>Quem foi marcado primeiro conectou o endereço e fica com o crédito.</translation>
    </message>
    <message>
        <source>Birdlog will not know {address} as a sender any more. In the CRM nothing changes.</source>
        <translation>O Birdlog não conhecerá mais {address} como remetente. No CRM nada muda.</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>há {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>há {count} h</translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation>Ontem, {time}</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day of this year, as QDate::toString writes it</comment>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
</context>
<context>
    <name>TokenField</name>
    <message>
        <source>Reveal</source>
        <translation>Revelar</translation>
    </message>
    <message>
        <source>Access &amp;token</source>
        <translation>&amp;Token de acesso</translation>
    </message>
</context>
<context>
    <name>TokenSetting</name>
    <message>
        <source>&amp;Keep it in the keyring</source>
        <translation>&amp;Guardar no chaveiro</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>&amp;Testar</translation>
    </message>
    <message>
        <source>&amp;Replace it…</source>
        <translation>&amp;Substituir…</translation>
    </message>
    <message>
        <source>&amp;Forget it</source>
        <translation>&amp;Esquecer</translation>
    </message>
    <message>
        <source>{crm} is asked whether each mail arrives. Its access token is in your keyring.</source>
        <translation>O {crm} é consultado para saber se cada e-mail chega. O token de acesso está no seu chaveiro.</translation>
    </message>
    <message>
        <source>With an access token, {crm} can be asked whether each mail arrives.</source>
        <translation>Com um token de acesso, o {crm} pode ser consultado para saber se cada e-mail chega.</translation>
    </message>
    <message>
        <source>{crm} is being asked…</source>
        <translation>Consultando o {crm}…</translation>
    </message>
</context>
<context>
    <name>TokenStep</name>
    <message>
        <source>Access token</source>
        <translation>Token de acesso</translation>
    </message>
    <message>
        <source>May Birdlog ask {crm} whether your mail arrived?</source>
        <translation>O Birdlog pode perguntar ao {crm} se as suas mensagens chegaram?</translation>
    </message>
    <message>
        <source>For that it needs an access token: in {crm}, a service key or a private app that may read contacts and mail (crm.objects.contacts.read, sales-email-read). It is kept in your keyring and nowhere else. Your mail is logged without it, too.</source>
        <translation>Para isso ele precisa de um token de acesso: no {crm}, uma chave de serviço ou um aplicativo privado que possa ler contatos e e-mails (crm.objects.contacts.read, sales-email-read). Ele fica no seu chaveiro e em nenhum outro lugar. As suas mensagens também são registradas sem ele.</translation>
    </message>
    <message>
        <source>This is no access token: it is one word, without blanks.</source>
        <translation>Isto não é um token de acesso: ele é uma só palavra, sem espaços.</translation>
    </message>
    <message>
        <source>Your keyring takes it…</source>
        <translation>O seu chaveiro está guardando o token…</translation>
    </message>
    <message>
        <source>The program “birdlog” was not found on this computer.</source>
        <translation>O programa “birdlog” não foi encontrado neste computador.</translation>
    </message>
    <message>
        <source>It is in your keyring. {crm} is asked…</source>
        <translation>Ele está no seu chaveiro. Perguntando ao {crm}…</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Birdlog</source>
        <translation>Abrir o Birdlog</translation>
    </message>
    <message>
        <source>Resume logging</source>
        <translation>Retomar o registro</translation>
    </message>
    <message>
        <source>Pause logging</source>
        <translation>Pausar o registro</translation>
    </message>
    <message>
        <source>Set up Birdlog…</source>
        <translation>Configurar o Birdlog…</translation>
    </message>
    <message>
        <source>Quit Birdlog</source>
        <translation>Sair do Birdlog</translation>
    </message>
    <message numerus="yes">
        <source>Log %n repl(y/ies) that nobody logged</source>
        <translation>
            <numerusform>Registrar %n resposta que ninguém registrou</numerusform>
            <numerusform>Registrar %n respostas que ninguém registrou</numerusform>
        </translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Por uma hora</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Até amanhã</translation>
    </message>
    <message>
        <source>Until I resume it</source>
        <translation>Até eu retomar</translation>
    </message>
    <message>
        <source>Resume logging (paused until {time})</source>
        <translation>Retomar o registro (pausado até {time})</translation>
    </message>
    <message>
        <source>Copy BCC address</source>
        <translation>Copiar o endereço de Cco</translation>
    </message>
    <message>
        <source>Copy forward address</source>
        <translation>Copiar o endereço de encaminhamento</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>TrialStep</name>
    <message>
        <source>Test mail</source>
        <translation>Mensagem de teste</translation>
    </message>
    <message>
        <source>Send the test mail</source>
        <translation>Enviar a mensagem de teste</translation>
    </message>
    <message>
        <source>Call it off</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open Thunderbird</source>
        <translation>Abrir o Thunderbird</translation>
    </message>
    <message>
        <source>See a mail arrive in {crm}</source>
        <translation>Veja uma mensagem chegar ao {crm}</translation>
    </message>
    <message>
        <source>Birdlog is set up. Now Thunderbird can send a short mail to another address of yours, and you see here whether {crm} gets it. {crm} may make a contact of that address; you can delete it there.</source>
        <translation>O Birdlog está configurado. Agora o Thunderbird pode enviar uma mensagem curta a outro endereço seu, e você vê aqui se o {crm} a recebe. O {crm} pode criar um contato com esse endereço; você pode excluí-lo lá.</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>D&amp;e</translation>
    </message>
    <message>
        <source>&amp;To another address of yours</source>
        <translation>&amp;Para outro endereço seu</translation>
    </message>
    <message>
        <source>Thunderbird has not told your addresses yet. Open it, and they appear here.</source>
        <translation>O Thunderbird ainda não informou os seus endereços. Abra-o, e eles aparecem aqui.</translation>
    </message>
    <message>
        <source>One outside your company, such as a private one: mail among colleagues is not logged.</source>
        <translation>Um fora da sua empresa, por exemplo um particular: mensagens entre colegas não são registradas.</translation>
    </message>
    <message>
        <source>This is no mail address yet.</source>
        <translation>Ainda não é um endereço de e-mail.</translation>
    </message>
    <message>
        <source>Your mail from there goes to {crm}, so it gets no record there. Choose another one.</source>
        <translation>As suas mensagens de lá vão para o {crm}; por isso, ele não ganha um registro lá. Escolha outro.</translation>
    </message>
    <message>
        <source>Look at the addresses</source>
        <translation>Ver os endereços</translation>
    </message>
    <message>
        <source>Choose your addresses</source>
        <translation>Escolher os seus endereços</translation>
    </message>
    <message>
        <source>Look at its users</source>
        <translation>Ver os usuários dele</translation>
    </message>
    <message>
        <source>Look at what is never logged</source>
        <translation>Ver o que nunca é registrado</translation>
    </message>
    <message>
        <source>Look at the access token</source>
        <translation>Ver o token de acesso</translation>
    </message>
    <message>
        <source>Choose another recipient</source>
        <translation>Escolher outro destinatário</translation>
    </message>
</context>
<context>
    <name>UserRow</name>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Conta</translation>
    </message>
    <message>
        <source>Mailboxes connected to it</source>
        <translation>Caixas de e-mail conectadas a ela</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>Aliases</translation>
    </message>
    <message>
        <source>none; several with commas</source>
        <translation>nenhum; vários com vírgulas</translation>
    </message>
    <message>
        <source>This is no mail address: {entries}.</source>
        <translation>Isto não é um endereço de e-mail: {entries}.</translation>
    </message>
    <message>
        <source>Which account do these addresses belong to?</source>
        <translation>A que conta pertencem estes endereços?</translation>
    </message>
</context>
<context>
    <name>UsersField</name>
    <message>
        <source>Add a user</source>
        <translation>Adicionar um usuário</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>No mail was logged in the last 30 days.</source>
        <translation>Nenhuma mensagem foi registrada nos últimos 30 dias.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Logged</source>
        <translation>Registrado</translation>
    </message>
    <message>
        <source>no mail</source>
        <translation>nenhuma mensagem</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dia</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} can&apos;t be asked about them.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias; não dá para perguntar ao {crm} por ela.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias; não dá para perguntar ao {crm} por elas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows none of them yet.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias; {crm} ainda não a mostra.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias; {crm} ainda não mostra nenhuma delas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias; {crm} mostra {shown} delas.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias; {crm} mostra {shown} delas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows all of them.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias; {crm} a mostra.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias; {crm} mostra todas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them and can&apos;t be asked about {rest}.</source>
        <translation>
            <numerusform>%Ln mensagem foi registrada nos últimos 30 dias; {crm} mostra {shown} delas, e não dá para perguntar por {rest}.</numerusform>
            <numerusform>%Ln mensagens foram registradas nos últimos 30 dias; {crm} mostra {shown} delas, e não dá para perguntar por {rest}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{crm} shows {shown} of %Ln.</source>
        <translation>
            <numerusform>{crm} mostra {shown} de %Ln.</numerusform>
            <numerusform>{crm} mostra {shown} de %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{crm} can&apos;t be asked about %Ln.</source>
        <translation>
            <numerusform>Não dá para perguntar ao {crm} por %Ln.</numerusform>
            <numerusform>Não dá para perguntar ao {crm} por %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln came back.</source>
        <translation>
            <numerusform>%Ln voltou.</numerusform>
            <numerusform>%Ln voltaram.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be sent.</source>
        <translation>
            <numerusform>%Ln não pôde ser enviada.</numerusform>
            <numerusform>%Ln não puderam ser enviadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln should have been logged and were not.</source>
        <translation>
            <numerusform>%Ln deveria ter sido registrada e não foi.</numerusform>
            <numerusform>%Ln deveriam ter sido registradas e não foram.</numerusform>
        </translation>
    </message>
    <message>
        <source>It left for the CRM, and nothing came back.</source>
        <translation>Saiu para o CRM, e nada voltou.</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>_Counting</name>
    <message numerus="yes">
        <source>%n mail(s) need you.</source>
        <translation>
            <numerusform>%n mensagem precisa de você.</numerusform>
            <numerusform>%n mensagens precisam de você.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) came back</source>
        <translation>
            <numerusform>%n mensagem voltou</numerusform>
            <numerusform>%n mensagens voltaram</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Thunderbird is doing what you asked for (%n).</source>
        <translation>
            <numerusform>O Thunderbird está fazendo o que você pediu (%n).</numerusform>
            <numerusform>O Thunderbird está fazendo o que você pediu (%n).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What you asked for (%n) is done when it opens.</source>
        <translation>
            <numerusform>O que você pediu (%n) será feito quando ele abrir.</numerusform>
            <numerusform>O que você pediu (%n) será feito quando ele abrir.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mail(s) wait in the Outbox.</source>
        <translation>
            <numerusform>%n mensagem espera na caixa de saída.</numerusform>
            <numerusform>%n mensagens esperam na caixa de saída.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Saved</name>
    <message>
        <source>Saved</source>
        <translation>Salvo</translation>
    </message>
</context>
</TS>
