/**
 * The commonest of those that are long enough, in lower case, as they stand at the top of every leaked list. Repetitions and
 * runs such as `aaaaaaaaaaaa` and `123456789012` are refused by rule and don't stand here.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password1234 password12345 password123456 password1234567 password12345678 password123456789 password2023 password2024
  password2025 password2026 passwordpassword mypassword123 mypassword1234 thisismypassword passw0rd1234 p@ssw0rd1234
  p@ssword1234 p@ssw0rd12345 p@ssw0rd123456 pa55word1234 newpassword123 newpassword1 yourpassword changeme1234
  changeme12345 changeme123456 changemeplease letmeinplease letmein12345 letmein123456 letmeinnow123 welcome12345
  welcome123456 welcome12345678 welcome2024! welcome2025! welcome2026! welcomehome12 iloveyou1234 iloveyou12345
  iloveyou123456 iloveyouforever iloveyousomuch iloveyoubaby1 iloveyou2000 iloveyou2024 ilovemyfamily ilovejesus123
  ilovemyself1 qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl qwertyuiop[]
  qwertyuiop123456 qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwerty123qwerty qwertyqwerty qwerty654321
  qwerty098765 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc 1qaz2wsx3edc4rfv
  1qazxsw23edc zaq12wsxcde3 zaq1xsw2cde3 zaq1zaq1zaq1 1qaz1qaz1qaz q1w2e3r4t5y6 q1w2e3r4t5y6u7i8 qazwsxedcrfv
  qazwsxedcrfvtgb qazwsxedc123 asdfghjkl123 asdfghjkl1234 asdfasdfasdf asdfghjklqwertyuiop zxcvbnm12345 zxcvbnm123456
  zxcvbnmasdfghjkl zxcvbnm123456789 1234qwerasdf 1234qwerasdfzxcv 123qweasdzxc qweasdzxc123 123qwe123qwe qwe123qwe123
  abc123abc123 abcd1234abcd abcd12345678 abcdef123456 abcdefg12345 abcdefgh1234 abcdefghijklmnop a1b2c3d4e5f6
  a123456789012 a12345678901 aa1234567890 aa123456789012 123456789abc 1234567890abc 1234567890qwerty
  1234567890qwertyuiop 123456789qwe 12345678910a 123456qwerty 123456abcdef 12345qwertyui 1234567891011 123456789101112
  12345678910111 123456123456 123123123123 121212121212 112233445566 111222333444 110110110110 147258369147 147258369000
  159357159357 123654789012 1234567890123 0123456789012 098765432109 987654321098 987654321012 314159265358
  3141592653589 administrator administrator1 administrator123 adminadmin12 adminadminadmin admin1234567 admin12345678
  admin123456789 admin1234admin administrador rootrootroot rootpassword superadmin123 superuser1234 sysadmin12345
  systemadmin1 footballfan1 football1234 football12345 baseball1234 basketball12 basketball123 basketball23 liverpoolfc1
  liverpool1234 manchester123 manchesterunited manutd123456 realmadrid123 barcelona1234 juventus12345 chelseafc123
  arsenal123456 sunshine1234 sunshine12345 princess1234 princess12345 princess123456 superman1234 superman12345
  batman123456 spiderman1234 starwars1234 starwars12345 startrek1234 pokemon12345 pokemon123456 minecraft123
  minecraft1234 harrypotter1 harrypotter7 harrypotter123 hello1234567 helloworld12 helloworld123 helloworld1234
  hellokitty12 hellokitty123 computer1234 computer12345 internet1234 internet12345 samsung12345 samsung123456
  michael12345 michaeljordan jennifer1234 jessica12345 charlie12345 jordan123456 ashley123456 daniel123456 thomas123456
  george123456 alexander123 alexander1234 christopher1 christopher12 christopher123 elizabeth123 elizabeth1234
  victoria1234 monkey123456 dragon123456 master123456 mustang12345 shadow123456 whatever1234 trustno1trustno1
  trustno11234 killer123456 secret123456 secretpassword topsecret123 topsecret1234 mysecret1234 supersecret1
  supersecret123 test12345678 test1234test testtest1234 testtesttest testpassword testpassword1 testpassword123
  temppassword temppassword1 temp12345678 temporary123 default12345 defaultpassword guest1234567 user12345678
  userpassword username1234 mypassword12 correcthorsebatterystaple thequickbrownfox tobeornottobe maytheforcebewithyou
  leagueoflegends unbelievable gobbledygook supercalifragilisticexpialidocious antidisestablishmentarianism
  nopassword123 nopasswordhere idontknow1234 idontknow123 idontremember forgotpassword dontforget12 whatsmypassword
  contraseña123 contrasena123 contrasena1234 motdepasse123 motdepasse1234 passwort1234 passwort12345 passwort123456
  geheim123456 hallo1234567 schatz123456 azertyuiop12 azertyuiop123 azerty123456 qwertz123456 qwertzuiop12 qwertzuiop123
  wachtwoord12 wachtwoord123 senha1234567 parola123456 haslo1234567 jelszo123456 lozinka12345 heslo1234567 losenord1234
  lösenord1234 salasana1234 sifre1234567 teamo1234567 teamomucho123 tequieromucho bismillah123 bismillah1234
  woaini123456 woaini1314520 5201314520131 a1234567890a administrator! summer2024!! winter2024!! spring2024!!
  autumn2024!! summer2025!! winter2025!! spring2025!! autumn2025!! summer2026!! winter2026!! spring2026!! autumn2026!!
`
    .split(/\s+/)
    .filter((password) => password !== ''),
);
