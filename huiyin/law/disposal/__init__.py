"""The law of how long an archived matter is kept, and of its destruction (档案销毁): dangan2020 Art. 14, 21."""
