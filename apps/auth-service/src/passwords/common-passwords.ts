import { LEAKED_PASSWORDS } from './leaked-passwords.js';

/**
 * Those of later years and of other languages, in lower case. Repetitions and runs such as `aaaaaaaaaaaa` and `123456789012` are refused
 * by rule and don't stand here.
 */
const LATER_ONES = `
  password123456 password1234567 password12345678 password123456789 password2023 password2024 password2025
  password2026 mypassword123 mypassword1234 passw0rd1234 p@ssw0rd1234 p@ssword1234 p@ssw0rd12345 p@ssw0rd123456
  pa55word1234 newpassword123 yourpassword changeme1234 changeme12345 changeme123456 changemeplease letmeinplease
  letmein12345 letmein123456 letmeinnow123 welcome12345 welcome123456 welcome12345678 welcome2024! welcome2025!
  welcome2026! welcomehome12 iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch iloveyoubaby1 iloveyou2000
  iloveyou2024 ilovejesus123 ilovemyself1 qwertyuiop[] qwertyuiop123456 qwerty098765 1q2w3e4r5t6y7u8i
  1q2w3e4r5t6y7u8i9o0p zaq1zaq1zaq1 1qaz1qaz1qaz asdfasdfasdf asdfghjklqwertyuiop abcd1234abcd abcd12345678
  abcdef123456 abcdefgh1234 abcdefghijklmnop a123456789012 a12345678901 aa1234567890 aa123456789012 12345qwertyui
  12345678910111 123123123123 121212121212 110110110110 147258369147 147258369000 123654789012 1234567890123
  0123456789012 098765432109 987654321098 987654321012 314159265358 3141592653589 administrator1 administrator123
  adminadmin12 adminadminadmin admin1234567 admin12345678 admin123456789 admin1234admin administrador rootrootroot
  rootpassword superadmin123 superuser1234 sysadmin12345 systemadmin1 footballfan1 football1234 football12345
  baseball1234 liverpoolfc1 liverpool1234 manchester123 manutd123456 realmadrid123 barcelona1234 juventus12345
  chelseafc123 arsenal123456 sunshine1234 sunshine12345 princess1234 princess12345 princess123456 superman1234
  superman12345 batman123456 spiderman1234 starwars1234 starwars12345 startrek1234 pokemon12345 pokemon123456
  minecraft1234 harrypotter7 harrypotter123 hello1234567 helloworld12 helloworld123 helloworld1234 hellokitty12
  hellokitty123 computer1234 computer12345 internet1234 internet12345 samsung123456 michael12345 jennifer1234
  jessica12345 charlie12345 jordan123456 ashley123456 daniel123456 thomas123456 george123456 alexander1234
  christopher12 christopher123 elizabeth123 elizabeth1234 victoria1234 monkey123456 dragon123456 master123456
  mustang12345 shadow123456 whatever1234 trustno1trustno1 trustno11234 killer123456 secret123456 topsecret1234
  mysecret1234 supersecret1 supersecret123 test12345678 test1234test testtest1234 testtesttest testpassword
  testpassword1 testpassword123 temppassword1 temp12345678 temporary123 default12345 defaultpassword guest1234567
  user12345678 userpassword username1234 mypassword12 correcthorsebatterystaple thequickbrownfox maytheforcebewithyou
  leagueoflegends gobbledygook supercalifragilisticexpialidocious antidisestablishmentarianism nopassword123
  nopasswordhere idontknow1234 idontknow123 idontremember forgotpassword dontforget12 whatsmypassword contraseña123
  contrasena123 contrasena1234 motdepasse123 motdepasse1234 passwort1234 passwort12345 passwort123456 geheim123456
  hallo1234567 schatz123456 azertyuiop12 azerty123456 qwertz123456 qwertzuiop12 qwertzuiop123 wachtwoord123
  senha1234567 parola123456 haslo1234567 jelszo123456 lozinka12345 heslo1234567 losenord1234 lösenord1234 salasana1234
  sifre1234567 teamo1234567 teamomucho123 tequieromucho bismillah123 bismillah1234 woaini123456 woaini1314520
  5201314520131 administrator! summer2024!! winter2024!! spring2024!! autumn2024!! summer2025!! winter2025!!
  spring2025!! autumn2025!! summer2026!! winter2026!! spring2026!! autumn2026!!
`
  .trim()
  .split(/\s+/);

/** What is guessed first, of what is long enough. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([...LEAKED_PASSWORDS, ...LATER_ONES]);
